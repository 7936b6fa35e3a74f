package dev.nn.safetensors;

import dev.nn.json.Json;
import dev.nn.json.JsonMembers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What a file says of itself so that damage shows: a CRC-32C of the values of each tensor, and one of the rest of the
 * header. They stand in the metadata under {@value #METADATA}, in hexadecimal; readers that don't know them see one text
 * more.
 *
 * <pre>
 * {"header":"1a2b3c4d","tensors":{"0.weight":"5e6f7a8b",…}}
 * </pre>
 *
 * A sum per tensor costs nothing when a large file is opened, and tells which tensor is damaged. CRC-32C finds every
 * error of up to 32 bits in a row, for certain, and takes an instruction per 8 bytes.
 *
 * @param header of the {@linkplain #ofHeader texts and descriptions}
 * @param tensors by name
 */
record Checksums(int header, Map<String, Integer> tensors) {
    /** The metadata key. */
    static final String METADATA = "nn.crc32c";

    private static final String HEADER = "header";
    private static final String TENSORS = "tensors";

    /** Bytes that are summed together: a page, which stays in the first cache. */
    private static final int CHUNK = 1 << 12;

    /** The sum of a tensor's bytes. */
    static int of(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        // Copied, because JDK 21 sums no buffer of memory that another thread may give back.
        byte[] chunk = new byte[(int) Math.min(CHUNK, bytes.byteSize())];
        for (long from = 0; from < bytes.byteSize(); from += CHUNK) {
            int count = (int) Math.min(CHUNK, bytes.byteSize() - from);
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, from, chunk, 0, count);
            sum.update(chunk, 0, count);
        }
        return (int) sum.getValue();
    }

    /**
     * The sum of all other metadata and of the tensors' names, types and shapes, in an order of its own: what only spells
     * or sorts the header differently doesn't change it.
     */
    static int ofHeader(Map<String, String> metadata, Collection<TensorInfo> tensors) {
        Map<String, Object> texts = new TreeMap<>(metadata), described = new TreeMap<>();
        texts.remove(METADATA);
        for (TensorInfo tensor : tensors) {
            List<Object> description = new ArrayList<>(tensor.shape());
            description.add(tensor.type().name());
            described.put(tensor.name(), description);
        }
        CRC32C sum = new CRC32C();
        sum.update(Json.write(List.of(texts, described)).getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }

    /** The text of the metadata. */
    String write() {
        Map<String, Object> sums = new LinkedHashMap<>();
        tensors.forEach((name, sum) -> sums.put(name, hexadecimal(sum)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(HEADER, hexadecimal(header));
        json.put(TENSORS, sums);
        return Json.write(json);
    }

    /**
     * Reads the text of the metadata.
     *
     * @throws IllegalArgumentException saying what in it is wrong
     */
    static Checksums read(String text) {
        JsonMembers json = JsonMembers.parse(text), sums = json.object(TENSORS);
        Map<String, Integer> tensors = new HashMap<>();
        for (String name : sums.keys()) tensors.put(name, sum(sums, name));
        return new Checksums(sum(json, HEADER), tensors);
    }

    private static int sum(JsonMembers json, String key) {
        String text = json.string(key);
        if (!text.matches("[0-9a-f]{8}")) throw json.wrong(key, "8 hexadecimal digits", text);
        return Integer.parseUnsignedInt(text, 16);
    }

    static String hexadecimal(int sum) {
        return "%08x".formatted(sum);
    }
}

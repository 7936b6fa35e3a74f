package dev.nn.safetensors;

import dev.nn.data.DataFormatException;
import dev.nn.json.Json;
import dev.nn.json.JsonException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The header of a safetensors file, read and checked: nothing in it points outside of the file or at bytes of another
 * tensor.
 *
 * @param metadata text by key, without the checksums
 * @param tensors by name, in the order of their data
 * @param checksums of the tensors' bytes by name; none for a file that has none
 */
record Header(Map<String, String> metadata, Map<String, TensorInfo> tensors, Map<String, Integer> checksums) {
    /** Where the JSON begins, behind its length. */
    static final int START = Long.BYTES;

    /** The key that is not a tensor. */
    static final String METADATA = "__metadata__";

    /** What a message says behind a checksum that doesn't agree. */
    static final String DAMAGED =
            ": the file is damaged, or a program has changed it and kept the metadata '%s' (without it nothing is checked)"
                    .formatted(Checksums.METADATA);

    /** The most bytes that a header may have; the reference implementation's limit. */
    private static final long LIMIT = 100_000_000;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * Reads and checks the header.
     *
     * @param name of the file, for messages
     * @param file all of its bytes
     * @throws DataFormatException if it breaks any rule of the format
     */
    static Header read(String name, MemorySegment file) throws DataFormatException {
        return new Reader(name, file).read();
    }

    /** The checks, with what their messages need. */
    private static final class Reader {
        private final String name;
        private final MemorySegment file;
        private String json = "";

        Reader(String name, MemorySegment file) {
            this.name = name;
            this.file = file;
        }

        Header read() throws DataFormatException {
            long size = file.byteSize();
            if (size < START) throw wrong("truncated header length", size, "8 bytes", "the end of the file");
            long length = file.get(LENGTH, 0), most = Math.min(LIMIT, size - START);
            // Read as unsigned, a length beyond 2⁶³ is negative here.
            if (length < 2 || length > most) {
                throw wrong("header length", 0, "2 to " + most, Long.toUnsignedString(length));
            }
            json = decode(file.asSlice(START, length));
            Map<String, String> metadata = new LinkedHashMap<>();
            List<TensorInfo> tensors = new ArrayList<>();
            long data = START + length;
            for (Map.Entry<String, @Nullable Object> entry : parse().entrySet()) {
                if (entry.getKey().equals(METADATA)) metadata = metadata(entry.getValue());
                else tensors.add(tensor(entry.getKey(), entry.getValue(), data, size - data));
            }
            Map<String, TensorInfo> inOrder = tiled(tensors, data, size);
            Map<String, Integer> checksums = checksums(metadata, inOrder);
            metadata.remove(Checksums.METADATA);
            return new Header(Collections.unmodifiableMap(metadata), inOrder, checksums);
        }

        /** The tensors' checksums, after a check of the header's own. */
        private Map<String, Integer> checksums(Map<String, String> metadata, Map<String, TensorInfo> tensors)
                throws DataFormatException {
            String text = metadata.get(Checksums.METADATA);
            if (text == null) return Map.of();
            String key = Checksums.METADATA, what = "metadata '%s'".formatted(key);
            Checksums checksums;
            try {
                checksums = Checksums.read(text);
            } catch (IllegalArgumentException e) {
                throw wrong(what, key, "checksums", e.getMessage());
            }
            int found = Checksums.ofHeader(metadata, tensors.values());
            if (checksums.header() != found || !checksums.tensors().keySet().equals(tensors.keySet())) {
                throw new DataFormatException(
                        name,
                        "header",
                        START,
                        "checksum " + Checksums.hexadecimal(checksums.header()),
                        Checksums.hexadecimal(found) + DAMAGED);
            }
            return checksums.tensors();
        }

        private String decode(MemorySegment bytes) throws DataFormatException {
            ByteBuffer buffer = bytes.asByteBuffer();
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
            } catch (CharacterCodingException e) {
                throw wrong("header", START + buffer.position(), "UTF-8", "something else");
            }
        }

        @SuppressWarnings("unchecked") // A parsed object's keys are strings.
        private Map<String, @Nullable Object> parse() throws DataFormatException {
            Object header;
            try {
                header = json.startsWith("{") ? Json.parse(json) : null;
            } catch (JsonException e) {
                throw wrong("header", at(e.offset()), e.expected(), e.found());
            }
            if (header == null) throw wrong("header", START, "a JSON object: '{'", "'" + json.charAt(0) + "'");
            return (Map<String, @Nullable Object>) header;
        }

        private Map<String, String> metadata(@Nullable Object value) throws DataFormatException {
            if (!(value instanceof Map<?, ?> map)) throw wrong(METADATA, METADATA, "an object", value);
            Map<String, String> texts = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                if (!(entry.getValue() instanceof String text)) {
                    throw wrong("metadata '%s'".formatted(key), key, "a string", entry.getValue());
                }
                texts.put(key, text);
            }
            return texts;
        }

        private TensorInfo tensor(String key, @Nullable Object value, long data, long available)
                throws DataFormatException {
            String what = "tensor '%s'".formatted(shortened(key));
            if (!(value instanceof Map<?, ?> map)) throw wrong(what, key, "an object", value);
            TensorType type = type(what, key, map.get("dtype"));
            List<Long> shape = numbers(what + ": shape", key, map.get("shape"), Long.MAX_VALUE);
            List<Long> ends = numbers(what + ": data_offsets", key, map.get("data_offsets"), available);
            if (ends.size() != 2 || ends.get(0) > ends.get(1)) {
                throw wrong(what + ": data_offsets", key, "[begin, end], begin not after end", ends);
            }
            long count = 1, bytes;
            try {
                for (long dimension : shape) count = Math.multiplyExact(count, dimension);
                long bits = Math.multiplyExact(count, (long) type.bits());
                bytes = bits / Byte.SIZE;
                if (bits % Byte.SIZE != 0) throw wrong(what, key, "whole bytes", bits + " bits");
            } catch (ArithmeticException e) {
                throw wrong(what + ": shape", key, "less than 2^63 values and bits", shape);
            }
            long begin = ends.get(0), found = ends.get(1) - begin;
            if (bytes != found) {
                String expected = "%d bytes for %s %s".formatted(bytes, type, shape);
                throw wrong(what + ": data_offsets", key, expected, found + " bytes");
            }
            return new TensorInfo(key, type, shape, count, data + begin, bytes);
        }

        private TensorType type(String what, String key, @Nullable Object value) throws DataFormatException {
            for (TensorType type : TensorType.values()) if (type.name().equals(value)) return type;
            throw wrong(what + ": dtype", key, "one of " + List.of(TensorType.values()), value);
        }

        private List<Long> numbers(String what, String key, @Nullable Object value, long most)
                throws DataFormatException {
            String expected = "an array of integers from 0" + (most == Long.MAX_VALUE ? "" : " to " + most);
            if (!(value instanceof List<?> list)) throw wrong(what, key, expected, value);
            List<Long> numbers = new ArrayList<>(list.size());
            for (Object element : list) {
                if (!(element instanceof Long number) || number < 0 || number > most) {
                    throw wrong(what, key, expected, element);
                }
                numbers.add(number);
            }
            return numbers;
        }

        /** The tensors in the order of their data, which must fill the file: no byte twice, none left over. */
        private Map<String, TensorInfo> tiled(List<TensorInfo> tensors, long data, long size)
                throws DataFormatException {
            tensors.sort(Comparator.comparingLong(TensorInfo::offset).thenComparingLong(TensorInfo::bytes));
            Map<String, TensorInfo> inOrder = new LinkedHashMap<>();
            long end = data;
            for (TensorInfo tensor : tensors) {
                if (tensor.offset() != end) {
                    String problem = "tensor '%s' %s"
                            .formatted(
                                    shortened(tensor.name()),
                                    tensor.offset() < end ? "overlaps another" : "leaves a gap before it");
                    throw wrong(
                            problem, tensor.offset(), "data from " + (end - data) + " on", tensor.offset() - data + "");
                }
                end += tensor.bytes();
                inOrder.put(tensor.name(), tensor);
            }
            if (end != size) throw wrong("trailing data", end, "the end of the file", (size - end) + " more bytes");
            return Collections.unmodifiableMap(inOrder);
        }

        private DataFormatException wrong(String problem, String key, String expected, @Nullable Object found) {
            return wrong(problem, at(keyIndex(key)), shortened(expected), shortened(String.valueOf(found)));
        }

        private DataFormatException wrong(String problem, long offset, String expected, String found) {
            return new DataFormatException(name, problem, offset, expected, found);
        }

        /** Where a key seems to stand in the header: its first occurrence, or the start if it is written with escapes. */
        private int keyIndex(String key) {
            return Math.max(0, json.indexOf('"' + key + "\":"));
        }

        /** Offset in the file of a character of the header. */
        private long at(int index) {
            return (long) START + json.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
        }

        private static String shortened(String text) {
            return text.length() <= 100 ? text : text.substring(0, 100) + "…";
        }
    }
}

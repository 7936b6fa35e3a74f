package dev.nn.safetensors;

import dev.nn.data.DataFormatException;
import dev.nn.file.FileBytes;
import dev.nn.file.Heap;
import dev.nn.file.ModelFormat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A safetensors file that is open for reading: its text, and its tensors by name.
 *
 * <pre>
 * offset  bytes
 * 0       8   n, length of the header, little-endian
 * 8       n   JSON: {"__metadata__": {key: text, …}, name: {"dtype": …, "shape": […], "data_offsets": [begin, end]}, …}
 * 8+n     …   the tensors' values, little-endian, the last dimension running fastest; offsets count from here
 * </pre>
 *
 * <p>The format is Hugging Face's, github.com/huggingface/safetensors. All that its specification demands is checked
 * when the file is opened: tensors lie one behind the other and fill the file. The file is mapped into memory, so
 * opening costs no more than the header, and values are copied once, from the system's cache into the caller's array.
 *
 * <p>Files that this library has written carry checksums in their metadata, which other readers ignore: the header is
 * checked when the file is opened, a tensor when it is first read, so that no flipped bit goes unnoticed.
 *
 * <p>Many threads may read one file. While it is open nobody may shorten the file in place, which would be an error of the
 * JVM; replacing it, as {@link dev.nn.format.AtomicFile} does, is harmless.
 */
public final class SafetensorsFile implements AutoCloseable {
    private final FileBytes bytes;
    private final Header header;

    /** Tensors whose checksums agree. */
    private final Set<String> sound = ConcurrentHashMap.newKeySet();

    private SafetensorsFile(FileBytes bytes, Header header) {
        this.bytes = bytes;
        this.header = header;
    }

    private static SafetensorsFile of(FileBytes bytes) throws DataFormatException {
        try {
            return new SafetensorsFile(bytes, Header.read(bytes.name(), bytes.segment()));
        } catch (DataFormatException e) {
            DataFormatException problem = bytes.instead(e);
            bytes.close();
            throw problem;
        } catch (OutOfMemoryError e) {
            bytes.close();
            throw Heap.tooSmall(bytes.name(), e);
        }
    }

    /**
     * Opens a file; the caller closes it.
     *
     * @throws DataFormatException if it isn't a safetensors file; the message says where and why, or what else it is
     */
    public static SafetensorsFile open(Path file) throws IOException {
        return of(FileBytes.of(file, ModelFormat.SAFETENSORS));
    }

    /**
     * Reads a stream, such as a resource on the class path, to its end, into memory; the caller closes it.
     *
     * @param name what messages call it
     * @throws DataFormatException if it isn't safetensors, or is larger than half of the heap
     */
    public static SafetensorsFile read(String name, InputStream in) throws IOException {
        return of(FileBytes.of(name, in, ModelFormat.SAFETENSORS));
    }

    /** What messages call the file: its path. */
    public String name() {
        return bytes.name();
    }

    /** The text that the file carries, by key; the checksums are not among it. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** All tensors, in the order of their data. */
    public List<TensorInfo> tensors() {
        return List.copyOf(header.tensors().values());
    }

    /** Whether there is a tensor of that name. */
    public boolean has(String tensor) {
        return header.tensors().containsKey(tensor);
    }

    /**
     * The tensor of that name.
     *
     * @throws DataFormatException if there is none
     */
    public TensorInfo tensor(String tensor) throws DataFormatException {
        TensorInfo info = header.tensors().get(tensor);
        if (info == null) {
            throw new DataFormatException(name(), "missing tensor", Header.START, "'" + tensor + "'", describe());
        }
        return info;
    }

    /**
     * The tensor of that name, of just this shape.
     *
     * @throws DataFormatException if there is none, or it has another shape
     */
    public TensorInfo tensor(String tensor, long... shape) throws DataFormatException {
        TensorInfo info = tensor(tensor);
        if (info.hasShape(shape)) return info;
        throw wrong("shape of", info, Arrays.toString(shape), info.shape().toString());
    }

    /**
     * The values of a tensor, whatever its shape: F32 as they are, F16 and BF16 exactly, F64 rounded to float.
     *
     * @throws DataFormatException if there is no such tensor, or it is of another type or too large for an array
     */
    public float[] floats(String tensor) throws DataFormatException {
        TensorInfo info = readable(tensor);
        float[] values = new float[(int) info.count()];
        Values.read(sound(info), info.type(), values, 0, values.length);
        return values;
    }

    /**
     * The values of a tensor in double precision.
     *
     * @throws DataFormatException if there is no such tensor, or it is of another type or too large for an array
     */
    public double[] doubles(String tensor) throws DataFormatException {
        TensorInfo info = readable(tensor);
        if (info.type() == TensorType.F64) return Values.doubles(sound(info), (int) info.count());
        float[] floats = floats(tensor);
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) values[i] = floats[i];
        return values;
    }

    /**
     * The value of a tensor of type I64 that has just one.
     *
     * @throws DataFormatException if there is no such tensor, or it is of another type or size
     */
    public long integer(String tensor) throws DataFormatException {
        TensorInfo info = tensor(tensor);
        if (info.type() != TensorType.I64 || info.count() != 1) {
            throw wrong("type of", info, "one I64", info.count() + " " + info.type());
        }
        return sound(info).get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
    }

    private TensorInfo readable(String tensor) throws DataFormatException {
        TensorInfo info = tensor(tensor);
        if (!info.type().isReadable()) throw wrong("type of", info, "F32, F64, F16 or BF16", info.type() + "");
        if (info.count() > Integer.MAX_VALUE - 8) {
            throw wrong("size of", info, "at most %d values".formatted(Integer.MAX_VALUE - 8), info.count() + "");
        }
        Heap.require(name(), info.count() * Float.BYTES);
        return info;
    }

    /** The bytes of a tensor; if the file has a checksum of them, it agrees. */
    private MemorySegment sound(TensorInfo info) throws DataFormatException {
        MemorySegment slice = bytes.segment().asSlice(info.offset(), info.bytes());
        Integer expected = header.checksums().get(info.name());
        if (expected == null || sound.contains(info.name())) return slice;
        int found = Checksums.of(slice);
        if (found != expected) {
            throw wrong(
                    "values of",
                    info,
                    "checksum " + Checksums.hexadecimal(expected),
                    Checksums.hexadecimal(found) + Header.DAMAGED);
        }
        sound.add(info.name());
        return slice;
    }

    /**
     * Checks all tensors against the file's checksums, if it has any: those that this library writes do. A tensor that is
     * read is always checked; this is for the ones that are not read.
     *
     * @throws DataFormatException naming the first tensor that is damaged
     */
    public void verify() throws DataFormatException {
        for (TensorInfo tensor : header.tensors().values()) sound(tensor);
    }

    private DataFormatException wrong(String problem, TensorInfo info, String expected, String found) {
        return new DataFormatException(
                name(), "%s tensor '%s'".formatted(problem, info.name()), info.offset(), expected, found);
    }

    /** What the file has, as a message shows it: its first tensors. */
    public String describe() {
        List<TensorInfo> tensors = tensors();
        if (tensors.isEmpty()) return "no tensors";
        List<String> first =
                tensors.stream().limit(20).map(TensorInfo::toString).toList();
        String names = String.join(", ", first);
        int more = tensors.size() - first.size();
        return (names.length() > 1000 ? names.substring(0, 1000) + "…" : names)
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    /** Gives the mapping back; idempotent. No tensor can be read afterwards. */
    @Override
    public void close() {
        bytes.close();
    }
}

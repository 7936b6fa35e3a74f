package dev.nn.safetensors;

import dev.nn.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * The contents of a safetensors file to be: text and named tensors, which keep their order.
 *
 * <p>Wider types come first, as in the reference implementation, so that every value lies at a multiple of its size. The
 * metadata get checksums of all that is in the file, {@value Checksums#METADATA}, which {@link SafetensorsFile} checks and
 * other readers ignore.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;

    /** Bytes that are converted at a time. */
    private static final int CHUNK = 1 << 15;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** A tensor whose values are asked for when the file is written: a {@code float[]} or {@code double[]}. */
    private record Tensor(String name, TensorType type, long[] shape, int count, Supplier<?> values) {
        long bytes() {
            return (long) count * type.bits() / Byte.SIZE;
        }

        /** What the header says of it. */
        TensorInfo at(long offset) {
            return new TensorInfo(name, type, LongStream.of(shape).boxed().toList(), count, offset, bytes());
        }
    }

    /** Adds text, or replaces that of the same key. */
    public SafetensorsWriter metadata(String key, String text) {
        metadata.put(key, text);
        return this;
    }

    /** Adds text for each key. */
    public SafetensorsWriter metadata(Map<String, String> texts) {
        texts.forEach(this::metadata);
        return this;
    }

    /**
     * Adds a tensor of type F32; the array is read when the file is written.
     *
     * @param shape the dimensions, the slowest first; their product is the array's length
     * @throws IllegalArgumentException if it isn't, or there is a tensor of that name
     */
    public SafetensorsWriter add(String name, float[] values, long... shape) {
        return add(name, TensorType.F32, values.length, () -> values, shape);
    }

    /** Adds a tensor of type F64, like {@link #add(String, float[], long...)}. */
    public SafetensorsWriter add(String name, double[] values, long... shape) {
        return add(name, TensorType.F64, values.length, () -> values, shape);
    }

    /**
     * Adds a tensor of type F32 whose values are made when the file is written, so that the values of no two tensors need
     * memory at the same time. They are asked for twice, for the checksum and to be written, and must be the same then.
     */
    public SafetensorsWriter add(String name, Supplier<float[]> values, long... shape) {
        return add(name, TensorType.F32, Math.toIntExact(count(name, shape)), values, shape);
    }

    /** Adds a whole number, a tensor of type I64 without dimensions, which is made when the file is written. */
    public SafetensorsWriter addInteger(String name, LongSupplier value) {
        return add(name, TensorType.I64, 1, () -> new long[] {value.getAsLong()});
    }

    private SafetensorsWriter add(String name, TensorType type, int count, Supplier<?> values, long... shape) {
        if (name.equals(Header.METADATA)) throw new IllegalArgumentException("no tensor can be called " + name);
        if (count(name, shape) != count) {
            throw new IllegalArgumentException(
                    "tensor '%s': shape %s doesn't have %d values".formatted(name, Arrays.toString(shape), count));
        }
        if (tensors.putIfAbsent(name, new Tensor(name, type, shape.clone(), count, values)) != null) {
            throw new IllegalArgumentException("there is a tensor '%s' already".formatted(name));
        }
        return this;
    }

    private static long count(String name, long[] shape) {
        for (long dimension : shape) {
            if (dimension >= 0) continue;
            throw new IllegalArgumentException("tensor '%s': shape %s".formatted(name, Arrays.toString(shape)));
        }
        return LongStream.of(shape).reduce(1, Math::multiplyExact);
    }

    /**
     * Writes the file's bytes; the caller closes the stream.
     *
     * @throws IllegalStateException if values change meanwhile, because of a training on another thread
     */
    public void writeTo(OutputStream out) throws IOException {
        List<Tensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(
                Comparator.comparingInt((Tensor tensor) -> tensor.type().bits()).reversed());
        Map<String, Integer> sums = new LinkedHashMap<>();
        for (Tensor tensor : inOrder) sums.put(tensor.name(), write(tensor, OutputStream.nullOutputStream()));
        byte[] header = header(inOrder, sums);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        for (Tensor tensor : inOrder) {
            if (!Integer.valueOf(write(tensor, out)).equals(sums.get(tensor.name()))) {
                throw new IllegalStateException(
                        "the values of tensor '%s' changed while they were written".formatted(tensor.name()));
            }
        }
    }

    /** The JSON with spaces behind it, so that the data begin at a multiple of 8. */
    private byte[] header(List<Tensor> inOrder, Map<String, Integer> sums) {
        List<TensorInfo> described = new ArrayList<>();
        long end = 0;
        for (Tensor tensor : inOrder) {
            described.add(tensor.at(end));
            end += tensor.bytes();
        }
        Map<String, String> texts = new LinkedHashMap<>(metadata);
        texts.put(Checksums.METADATA, new Checksums(Checksums.ofHeader(metadata, described), sums).write());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(Header.METADATA, texts);
        for (TensorInfo tensor : described) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.type().name());
            entry.put("shape", tensor.shape());
            entry.put("data_offsets", List.of(tensor.offset(), tensor.offset() + tensor.bytes()));
            json.put(tensor.name(), entry);
        }
        byte[] text = Json.write(json).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    /** Writes a tensor's values; returns their checksum. */
    private static int write(Tensor tensor, OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        switch (tensor.values().get()) {
            case float[] values -> write(values, tensor, checked);
            case double[] values -> write(values, tensor, checked);
            case long[] values -> {
                ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                checked.write(bytes.putLong(values[0]).array());
            }
            default -> throw new AssertionError(tensor.type());
        }
        return (int) checked.getChecksum().getValue();
    }

    private static void write(float[] values, Tensor tensor, OutputStream out) throws IOException {
        require(values.length, tensor);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int most = CHUNK / Float.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int n = Math.min(most, values.length - from);
            chunk.asFloatBuffer().put(values, from, n);
            out.write(chunk.array(), 0, n * Float.BYTES);
        }
    }

    private static void write(double[] values, Tensor tensor, OutputStream out) throws IOException {
        require(values.length, tensor);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        int most = CHUNK / Double.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int n = Math.min(most, values.length - from);
            chunk.asDoubleBuffer().put(values, from, n);
            out.write(chunk.array(), 0, n * Double.BYTES);
        }
    }

    private static void require(int found, Tensor tensor) {
        if (found == tensor.count()) return;
        throw new IllegalStateException(
                "tensor '%s' needs %d values, got %d".formatted(tensor.name(), tensor.count(), found));
    }
}

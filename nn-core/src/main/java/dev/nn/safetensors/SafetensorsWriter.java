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
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * The contents of a safetensors file to be: text and named tensors, which keep their order.
 *
 * <p>Wider types come first, as in the reference implementation, so that every value lies at a multiple of its size.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;

    /** Bytes that are converted at a time. */
    private static final int CHUNK = 1 << 15;

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** A tensor whose values are asked for when they are written: a {@code float[]} or {@code double[]}. */
    private record Tensor(String name, TensorType type, long[] shape, int count, Supplier<?> values) {
        long bytes() {
            return (long) count * type.bits() / Byte.SIZE;
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
     * Adds a tensor of type F32 whose values are made, once, when they are written, so that the values of no two tensors
     * need memory at the same time.
     */
    public SafetensorsWriter add(String name, Supplier<float[]> values, long... shape) {
        return add(name, TensorType.F32, Math.toIntExact(count(name, shape)), values, shape);
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

    /** Writes the file's bytes; the caller closes the stream. */
    public void writeTo(OutputStream out) throws IOException {
        List<Tensor> inOrder = new ArrayList<>(tensors.values());
        inOrder.sort(
                Comparator.comparingInt((Tensor tensor) -> tensor.type().bits()).reversed());
        byte[] header = header(inOrder);
        byte[] chunk = new byte[CHUNK];
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(0, header.length);
        out.write(chunk, 0, Long.BYTES);
        out.write(header);
        for (Tensor tensor : inOrder) {
            switch (tensor.values().get()) {
                case float[] values -> write(values, tensor, chunk, out);
                case double[] values -> write(values, tensor, chunk, out);
                default -> throw new AssertionError(tensor.type());
            }
        }
    }

    /** The JSON with spaces behind it, so that the data begin at a multiple of 8. */
    private byte[] header(List<Tensor> inOrder) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (!metadata.isEmpty()) json.put(Header.METADATA, metadata);
        long end = 0;
        for (Tensor tensor : inOrder) {
            long begin = end;
            end += tensor.bytes();
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.type().name());
            entry.put("shape", LongStream.of(tensor.shape()).boxed().toList());
            entry.put("data_offsets", List.of(begin, end));
            json.put(tensor.name(), entry);
        }
        byte[] text = Json.write(json).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, Math.ceilDiv(text.length, ALIGNMENT) * ALIGNMENT);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void write(float[] values, Tensor tensor, byte[] chunk, OutputStream out) throws IOException {
        require(values.length, tensor);
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int most = CHUNK / Float.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int n = Math.min(most, values.length - from);
            buffer.asFloatBuffer().put(values, from, n);
            out.write(chunk, 0, n * Float.BYTES);
        }
    }

    private static void write(double[] values, Tensor tensor, byte[] chunk, OutputStream out) throws IOException {
        require(values.length, tensor);
        ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
        int most = CHUNK / Double.BYTES;
        for (int from = 0; from < values.length; from += most) {
            int n = Math.min(most, values.length - from);
            buffer.asDoubleBuffer().put(values, from, n);
            out.write(chunk, 0, n * Double.BYTES);
        }
    }

    private static void require(int found, Tensor tensor) {
        if (found == tensor.count()) return;
        throw new IllegalStateException(
                "tensor '%s' needs %d values, got %d".formatted(tensor.name(), tensor.count(), found));
    }
}

package dev.nn.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code torch/make-fixtures.py} has written: short trainings by PyTorch, each with its description.
 *
 * <p>The file is in the safetensors format. This reads what that script writes, no more.
 */
final class TorchFile {
    private static final String NAME = "/torch/trajectories.safetensors";
    private static final Pattern DESCRIPTION = Pattern.compile("\"([\\w.-]+)\":\"([^\"]*)\"");
    private static final Pattern TENSOR = Pattern.compile(
            "\"([\\w./-]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([\\d,]+)],\"data_offsets\":\\[(\\d+),(\\d+)]}");

    private final Map<String, String> descriptions = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Row-major values. */
    record Tensor(int[] shape, float[] values) {
        /** Columns of a matrix. */
        int columns() {
            return shape[1];
        }
    }

    private TorchFile() {}

    static TorchFile read() {
        ByteBuffer bytes;
        try (InputStream in = TorchFile.class.getResourceAsStream(NAME)) {
            if (in == null) throw new IllegalStateException("no resource " + NAME);
            bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new IllegalStateException(NAME, e);
        }
        byte[] header = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(header);
        String text = new String(header, StandardCharsets.UTF_8);
        int metadataEnd = text.indexOf('}');
        TorchFile file = new TorchFile();
        Matcher description = DESCRIPTION.matcher(text).region(0, metadataEnd);
        while (description.find()) file.descriptions.put(description.group(1), description.group(2));
        Matcher tensor = TENSOR.matcher(text).region(metadataEnd, text.length());
        while (tensor.find()) file.tensors.put(tensor.group(1), tensor(tensor, bytes.slice()));
        return file;
    }

    private static Tensor tensor(Matcher entry, ByteBuffer data) {
        int from = Integer.parseInt(entry.group(3)), to = Integer.parseInt(entry.group(4));
        float[] values = new float[(to - from) / Float.BYTES];
        data.slice(from, to - from)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        String[] sizes = entry.group(2).split(",", -1);
        int[] shape = new int[sizes.length];
        for (int d = 0; d < shape.length; d++) shape[d] = Integer.parseInt(sizes[d]);
        return new Tensor(shape, values);
    }

    /** The name of every case, with its description. */
    Map<String, String> descriptions() {
        return descriptions;
    }

    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) throw new IllegalStateException("no tensor '%s' in %s".formatted(name, NAME));
        return tensor;
    }
}

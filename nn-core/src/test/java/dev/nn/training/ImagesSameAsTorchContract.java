package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.format.Safetensors;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.safetensors.TensorInfo;
import dev.nn.safetensors.TensorType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Image networks trained from PyTorch's start go PyTorch's way: losses, weights, and what batch normalisation remembers.
 * {@code torch/make-image-fixtures.py} made what it is compared with; the start is read as its state_dict, and what comes
 * out is compared tensor by tensor in the file that we write.
 */
public abstract class ImagesSameAsTorchContract {
    private static final int STEPS = 5, BATCH = 7;

    /** Of losses and tensors after the first step. */
    private static final double AFTER_ONE = 1e-5;

    /** After five: errors grow from step to step. */
    private static final double AFTER_FIVE = 1e-4;

    @TempDir
    private Path folder = Path.of("");

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    static List<String> cases() {
        return TorchFile.read(TorchFile.IMAGES).descriptions().keySet().stream()
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainingGoesTheSameWay(String name) throws IOException {
        TorchFile torch = TorchFile.read(TorchFile.IMAGES);
        Map<String, String> description = description(torch.descriptions().getOrDefault(name, ""));
        String design = description.getOrDefault("network", "");
        Network network = start(torch, design);
        List<Double> losses = new ArrayList<>();
        Map<String, double[]> afterOne = new TreeMap<>();
        TorchFile.Tensor x = torch.tensor("x"), labels = torch.tensor("labels");
        Trainer.of(network, new SoftmaxCrossEntropy(), TorchCase.optimizer(description.getOrDefault("optimizer", "")))
                .batchSize(BATCH)
                .epochs(1)
                .listener(new TrainingListener() {
                    @Override
                    public void onStep(int epoch, int step, int steps, int rows, double loss) {
                        losses.add(loss);
                        if (losses.size() == 1) afterOne.putAll(tensors(network));
                    }
                })
                .fit(new InOrder(FloatDataset.of(x.columns(), x.values(), 1, labels.values())));
        double[] expected = doubles(torch.tensor(name + "/losses").values());
        assertThat(losses).hasSize(STEPS).hasSize(expected.length);
        for (int i = 0; i < STEPS; i++) {
            assertThat(Math.abs(losses.get(i) - expected[i]) / expected[i])
                    .as("loss of step %d: %s, PyTorch %s", i + 1, losses.get(i), expected[i])
                    .isLessThan(i == 0 ? AFTER_ONE : AFTER_FIVE);
        }
        assertClose(torch, name, 1, afterOne, AFTER_ONE);
        assertClose(torch, name, STEPS, tensors(network), AFTER_FIVE);
    }

    private static void assertClose(
            TorchFile torch, String name, int step, Map<String, double[]> tensors, double tolerance) {
        String prefix = "%s/after-%d/".formatted(name, step);
        int compared = 0;
        for (TensorInfo tensor : torch.contents().tensors()) {
            if (!tensor.name().startsWith(prefix)) continue;
            String key = tensor.name().substring(prefix.length());
            assertThat(tensors).containsKey(key);
            double[] w = tensors.getOrDefault(key, new double[0]), expected = values(torch.contents(), tensor);
            TensorError.assertClose("%s after %d".formatted(key, step), w, expected, tolerance);
            compared++;
        }
        assertThat(compared).isEqualTo(tensors.size());
    }

    private static Map<String, String> description(String text) {
        Map<String, String> description = new HashMap<>();
        for (String word : text.split(" ", -1)) {
            description.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        return description;
    }

    /** The network with the parameters that PyTorch began with. */
    private Network start(TorchFile torch, String design) throws IOException {
        String prefix = "start/" + design + "/";
        SafetensorsWriter writer = new SafetensorsWriter();
        for (TensorInfo tensor : torch.contents().tensors()) {
            if (!tensor.name().startsWith(prefix)) continue;
            String key = tensor.name().substring(prefix.length());
            long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
            if (tensor.type() == TensorType.I64) writer.addInteger(key, () -> 0);
            else writer.add(key, torch.contents().floats(tensor.name()), shape);
        }
        Path file = folder.resolve("start.safetensors");
        Safetensors.write(file, writer);
        return Safetensors.readNetwork(file, layers(design), kernels());
    }

    private static NetworkBuilder layers(String design) {
        NetworkBuilder image = Network.image(12, 10, 2);
        return switch (design) {
            case "lenet" ->
                image.convolution(4, 5)
                        .padding(2)
                        .activation(Activation.RELU)
                        .maxPool(2)
                        .convolution(6, 5)
                        .padding(2)
                        .activation(Activation.RELU)
                        .maxPool(2)
                        .dense(16, Activation.RELU)
                        .dense(3);
            case "resnet8" ->
                image.convolution(4, 3)
                        .padding(1)
                        .batchNorm()
                        .activation(Activation.RELU)
                        .add(b -> twoConvolutions(b, 4, 1))
                        .activation(Activation.RELU)
                        .add(b -> twoConvolutions(b, 6, 2), s -> shortcut(s, 6))
                        .activation(Activation.RELU)
                        .add(b -> twoConvolutions(b, 8, 2), s -> shortcut(s, 8))
                        .activation(Activation.RELU)
                        .globalAveragePool()
                        .dense(3);
            default -> throw new IllegalArgumentException("no network is called " + design);
        };
    }

    private static NetworkBuilder twoConvolutions(NetworkBuilder builder, int filters, int stride) {
        return builder.convolution(filters, 3)
                .padding(1)
                .stride(stride)
                .batchNorm()
                .activation(Activation.RELU)
                .convolution(filters, 3)
                .padding(1)
                .batchNorm();
    }

    private static NetworkBuilder shortcut(NetworkBuilder builder, int filters) {
        return builder.convolution(filters, 1).stride(2).batchNorm();
    }

    /** What we would write, by PyTorch's names. */
    private Map<String, double[]> tensors(Network network) {
        Path file = folder.resolve("now.safetensors");
        Map<String, double[]> tensors = new TreeMap<>();
        try {
            Safetensors.write(file, network);
            try (SafetensorsFile contents = Safetensors.open(file)) {
                for (TensorInfo tensor : contents.tensors()) tensors.put(tensor.name(), values(contents, tensor));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tensors;
    }

    private static double[] values(SafetensorsFile file, TensorInfo tensor) {
        try {
            return tensor.type() == TensorType.I64
                    ? new double[] {file.integer(tensor.name())}
                    : doubles(file.floats(tensor.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) result[i] = values[i];
        return result;
    }
}

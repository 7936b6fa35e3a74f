package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnxruntime.OrtException;
import dev.nn.format.onnx.write.OnnxExport;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.ImageNetworks;
import dev.nn.network.ImageShape;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of images as ONNX files, with their channels first, against ONNX Runtime and read again. */
class ImageExportTest {
    private static final int ROWS = 3;

    private static byte[] bytes(Network network) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new OnnxExport(network).writeTo(out);
        return out.toByteArray();
    }

    private static float[] channelsFirst(float[] x, ImageShape image) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int row = i / image.size() * image.size();
            y[i] = x[row + image.fromChannelsFirst(i % image.size())];
        }
        return y;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nn.network.ImageNetworks#all")
    void aFileComputesWhatItsNetworkDoes(String name, NetworkBuilder builder) throws IOException, OrtException {
        Network network = builder.build(Initializer.glorot(), 5, new ScalarDenseKernels());
        Pass pass = network.newTrainingPass(9, Team.single(), new float[network.parameters().length]);
        pass.forwardTraining(9, Rows.of(ImageNetworks.values(9 * network.in(), 50), network.in()), 1);
        float[] x = ImageNetworks.values(ROWS * network.in(), 2), expected = network.predict(x);
        byte[] model = bytes(network);
        ImageShape image = network.image();
        if (image == null) {
            Judge.assertAlike(Judge.run(model, null, x, ROWS, network.in()), expected);
            Judge.assertAlike(OnnxImport.read("model", model, null, null).predict(x), expected);
            return;
        }
        float[] first = channelsFirst(x, image);
        Judge.assertAlike(
                Judge.run(model, null, first, ROWS, image.channels(), image.height(), image.width()), expected);
        Judge.assertAlike(OnnxImport.read("model", model, null, null).predict(first), expected);
    }

    @Test
    void flattenedImagesAsTheResultAreRefused() {
        Network network = Network.image(3, 3, 2).convolution(2, 2).flatten().build(new ScalarDenseKernels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OnnxExport(network))
                .withMessageContaining("another order in ONNX");
    }
}

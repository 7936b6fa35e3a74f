package dev.nn.format.onnx;

import static dev.nn.format.onnx.ImageModelBuilder.image;
import static dev.nn.format.onnx.ImageModelBuilder.is;
import static dev.nn.format.onnx.ImageModelBuilder.list;
import static dev.nn.format.onnx.ModelBuilder.ANY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.data.DataFormatException;
import org.junit.jupiter.api.Test;

/** Graphs of images that are no network here, or too large: each is refused in one line that names the cause. */
class ImageRefusalsTest {
    private static void refused(byte[] model, String... parts) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> OnnxImport.read("model", model, null, null))
                .withMessageContainingAll(parts)
                .satisfies(
                        e -> assertThat(String.valueOf(e.getMessage()).lines()).hasSize(1));
    }

    @Test
    void whatCantBeReadIsNamed() {
        refused(
                image().weights("u", 2, 3, 2, 2)
                        .node("Conv", "x,w", "c")
                        .node("ConvTranspose", "c,u", "y")
                        .bytes("y"),
                "ConvTranspose",
                "node1");
        refused(image().node("Conv", "x,w", "y", is("group", 2)).bytes("y"), "Conv", "node0", "groups that divide");
        refused(image().node("Conv", "x,w", "y", is("auto_pad", "SOME")).bytes("y"), "Conv", "auto_pad", "SOME");
        refused(
                new ImageModelBuilder(2, 2, 2)
                        .weights("w", 4, 2, 3, 3)
                        .node("Conv", "x,w", "y")
                        .bytes("y"),
                "Conv",
                "3×3 on 2×2");
        refused(
                new ImageModelBuilder(ANY, ANY, ANY)
                        .weights("w", 4, 2, 3, 3)
                        .node("Conv", "x,w", "y")
                        .bytes("y"),
                "Conv",
                "known");
        refused(
                image().node("Conv", "x,w", "c")
                        .node("Concat", "c,c", "y", is("axis", 1))
                        .bytes("y"),
                "Concat",
                "node1");
        refused(
                image().integers("pads", 0, 0, 1, 1, 0, 0, 1, 1)
                        .node("Pad", "x,pads", "p")
                        .node("MaxPool", "p", "y", list("kernel_shape", 2, 2))
                        .bytes("y"),
                "Pad",
                "a convolution behind the padding");
        refused(
                image().node("Conv", "x,w", "a")
                        .node("Conv", "x,w", "b2")
                        .node("Mul", "a,b2", "y")
                        .bytes("y"),
                "Mul",
                "a sum of two");
    }

    /** Convolution and pooling along one axis or three, and normalisations of other groups than a whole image. */
    @Test
    void otherImagesThanFlatOnesAreNamed() {
        ImageModelBuilder series = new ImageModelBuilder(2, 7).weights("w", 4, 2, 3);
        refused(series.node("Conv", "x,w", "y").bytes("y"), "Conv", "node0", "height × width", "[batch, 2, 7]");
        ImageModelBuilder volume = new ImageModelBuilder(2, 5, 7, 6).weights("w", 4, 2, 3, 3, 3);
        refused(volume.node("Conv", "x,w", "y").bytes("y"), "Conv", "node0", "height × width", "[batch, 2, 5, 7, 6]");
        refused(
                new ImageModelBuilder(2, 7)
                        .node("MaxPool", "x", "y", list("kernel_shape", 2))
                        .bytes("y"),
                "MaxPool",
                "node0",
                "height × width");
        refused(
                image().node("Conv", "x,w", "c")
                        .weights("g", 4)
                        .weights("h", 4)
                        .node("InstanceNormalization", "c,g,h", "y")
                        .bytes("y"),
                "InstanceNormalization",
                "node1");
        refused(
                image().node("Conv", "x,w", "c")
                        .weights("g", 4)
                        .node("LayerNormalization", "c,g", "y")
                        .bytes("y"),
                "LayerNormalization",
                "node1",
                "axis -1");
    }

    /** A small file may not describe what no memory holds, nor what no layer can do. */
    @Test
    void sizesBeyondReasonAreRefused() {
        refused(
                new ImageModelBuilder(2, 60_000, 60_000)
                        .weights("w", 4, 2, 3, 3)
                        .node("Conv", "x,w", "y")
                        .bytes("y"),
                "more than an array holds");
        refused(
                image().node("Conv", "x,w", "y", list("pads", 1L << 30, 1L << 30, 1L << 30, 1L << 30))
                        .bytes("y"),
                "more than an array holds");
        refused(
                image().node("Conv", "x,w", "y", list("pads", 3, 0, 0, 0)).bytes("y"),
                "padding",
                "less than the kernel reaches");
        refused(image().node("Conv", "x,w", "y", list("strides", 0, 1)).bytes("y"), "Conv", "strides", "[0, 1]");
        refused(image().node("Conv", "x,w", "y", list("dilations", 1)).bytes("y"), "Conv", "dilations");
    }
}

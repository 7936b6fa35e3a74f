package dev.nn.bench.jmh;

import dev.nn.activation.Activation;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionData;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.ConvolutionReference;
import dev.nn.bench.work.ConvolvedImages;
import dev.nn.bench.work.Pollution;
import dev.nn.bench.work.Work;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parameters of the convolution benchmarks; the results are checked, and the JVM polluted, before anything is timed. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class ConvolutionState {
    @Param({"scalar", "simd"})
    public String kernels;

    /** batch x size x channels x filters x kernel x stride x padding: square images and kernels. */
    @Param({"8x28x1x32x5x1x2", "8x14x32x32x3x1x1", "8x28x64x64x3x1x1", "8x14x128x128x3x1x1", "8x28x32x64x3x2x1"})
    public String shape;

    ConvolutionData data;

    @Setup(Level.Trial)
    public void prepare() {
        DenseKernels chosen = KernelChoice.named(kernels);
        Pollution.run(chosen, 7);
        ConvolutionOperands operands = ConvolutionOperands.random(images(shape), 1);
        data = new ConvolutionData(chosen, operands);
        data.prepare(Activation.RELU);
        ConvolutionReference reference = new ConvolutionReference(operands, 1);
        for (Work work : new Work[] {Work.FORWARD, Work.DW, Work.DX}) {
            Case layer = new Case(work, operands.shape(), "relu", 1, "checked before anything is timed");
            reference.check(kernels, layer, data.job(layer));
        }
    }

    private static int[] sizes(String text) {
        int[] sizes =
                Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
        if (sizes.length == 7) return sizes;
        throw new IllegalArgumentException("a convolution is batch x size x channels x filters x kernel x stride x"
                + " padding, like 8x28x64x64x3x1x1, was " + text);
    }

    private static ConvolvedImages images(String text) {
        int[] sizes = sizes(text);
        return new ConvolvedImages(
                sizes[0], ConvolutionShape.square(sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6]));
    }

    /** Floating-point operations of each of the three: those of the whole kernel, on padding too. */
    static double flops(String text) {
        return Work.FORWARD.flops(images(text));
    }
}

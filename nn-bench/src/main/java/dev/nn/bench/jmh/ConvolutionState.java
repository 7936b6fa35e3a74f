package dev.nn.bench.jmh;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parameters of the convolution benchmarks; kernels of other shapes run first, so that nothing is compiled for one alone. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class ConvolutionState {
    @Param({"scalar", "simd"})
    public String kernels;

    /** batch x size x channels x filters x kernel x stride x padding: square images and kernels. */
    @Param({"8x28x1x32x5x1x2", "8x14x32x32x3x1x1", "8x28x64x64x3x1x1", "8x14x128x128x3x1x1", "8x28x32x64x3x2x1"})
    public String shape;

    private static final String[] POLLUTION = {"2x9x3x5x3x1x1", "1x7x17x33x2x2x0", "3x5x16x64x1x1x0"};

    int batch;
    ConvolutionShape convolution;
    ConvolutionKernels operations;
    Affine parameters;
    Affine gradient;
    Rows x;
    Rows dz;
    Rows y;
    Rows dx;
    Workspace workspace;

    @Setup(Level.Trial)
    public void prepare() {
        DenseKernels chosen = KernelChoice.named(kernels);
        operations = chosen.convolution();
        for (String other : POLLUTION) {
            allocate(other);
            chosen.prepare(new Operation.Convolution(convolution, Activation.RELU, true));
            for (int i = 0; i < 200; i++) run();
        }
        allocate(shape);
        chosen.prepare(new Operation.Convolution(convolution, Activation.RELU, true));
    }

    private void run() {
        convolve();
        convolveWeights();
        convolveInput();
    }

    private void allocate(String text) {
        int[] sizes = sizes(text);
        batch = sizes[0];
        convolution = shape(sizes);
        Random random = new Random(1);
        parameters = Affine.allocate(operations.weightLayout(convolution));
        gradient = Affine.allocate(parameters.layout());
        float[] w = random(random, convolution.patch() * convolution.filters());
        parameters.layout().pack(w, 0, parameters.data(), parameters.weights());
        x = Rows.of(random(random, batch * convolution.in()), convolution.in());
        dz = Rows.of(random(random, batch * convolution.out()), convolution.out());
        y = Rows.of(new float[batch * convolution.out()], convolution.out());
        dx = Rows.of(new float[batch * convolution.in()], convolution.in());
        workspace = new Workspace().reserve(operations.scratch(convolution));
    }

    private static int[] sizes(String text) {
        int[] sizes =
                Arrays.stream(text.split("x", -1)).mapToInt(Integer::parseInt).toArray();
        if (sizes.length == 7) return sizes;
        throw new IllegalArgumentException("a convolution is batch x size x channels x filters x kernel x stride x"
                + " padding, like 8x28x64x64x3x1x1, was " + text);
    }

    private static ConvolutionShape shape(int[] sizes) {
        return ConvolutionShape.square(sizes[1], sizes[2], sizes[3], sizes[4], sizes[5], sizes[6]);
    }

    /** Floating-point operations of each of the three: those of the whole kernel, on padding too. */
    static double flops(String text) {
        int[] sizes = sizes(text);
        return 2.0 * sizes[0] * shape(sizes).out() * shape(sizes).patch();
    }

    private static float[] random(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = random.nextFloat() - 0.5f;
        return values;
    }

    void convolve() {
        int pixels = batch * convolution.outPixels();
        operations.convolve(0, pixels, x, convolution, parameters, Activation.RELU, y, y, workspace);
    }

    void convolveWeights() {
        operations.convolveWeights(batch, 0, convolution.patch(), x, convolution, dz, gradient, false, workspace);
    }

    void convolveInput() {
        operations.convolveInput(0, batch, dz, convolution, parameters, dx, workspace);
    }
}

package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.Workspace;
import dev.nn.simd.jvm.JitCompiler;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.product.FirstTile;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The check, once per JVM, that the SIMD kernels can do here what they promise: no option of the JVM stands in the way,
 * the forced width exists, the results agree with the scalar kernels, and C2 compiles the micro-kernel to code that
 * allocates nothing.
 *
 * <p>The last point is what distinguishes a JVM that supports the Vector API from one that only interprets it: with
 * another JIT compiler vector code may be a hundred times slower than plain loops.
 */
final class StartUpCheck {
    /** A small shape that meets a whole panel and an edge, at any width. */
    private static final int BATCH = 6, IN = 21, OUT = 67;

    /** Far above the rounding errors of sums this short, far below any real mistake. */
    private static final float TOLERANCE = 1e-4f;

    /** Why the SIMD kernels should not be used, or null. */
    static final @Nullable String FINDING = find();

    private StartUpCheck() {}

    private static @Nullable String find() {
        String hindrance = JitCompiler.hindrance();
        if (hindrance != null) return hindrance;
        String bits = System.getProperty(VectorWidth.BITS_PROPERTY);
        if (bits != null) {
            if (!bits.equals("128") && !bits.equals("256") && !bits.equals("512")) {
                return "-D%s must be 128, 256 or 512, was '%s'".formatted(VectorWidth.BITS_PROPERTY, bits);
            }
            if (Integer.parseInt(bits) > VectorWidth.PREFERRED_BITS) {
                return "-D%s=%s asks for more than the %d bits that this JVM's vectors have on this CPU"
                        .formatted(VectorWidth.BITS_PROPERTY, bits, VectorWidth.PREFERRED_BITS);
            }
        }
        if (VectorShape.LANES < 4) return "this CPU has no vectors of at least 128 bits";
        try {
            if (!FirstTile.isCompiled()) {
                return "the JIT compiler does not compile vector code to registers here (the kernels allocate)";
            }
            return compare(run(new SimdDenseKernels()), run(new ScalarDenseKernels()));
        } catch (LinkageError | RuntimeException e) {
            return "the self-test failed: " + e;
        }
    }

    private static @Nullable String compare(float[] simd, float[] scalar) {
        for (int i = 0; i < scalar.length; i++) {
            if (!(Math.abs(simd[i] - scalar[i]) <= TOLERANCE)) {
                return "the self-test disagrees with the scalar kernels: %s instead of %s"
                        .formatted(simd[i], scalar[i]);
            }
        }
        return null;
    }

    /** Y, dX and dW of one small layer, one after the other, in row-major order. */
    private static float[] run(DenseKernels kernels) {
        Random random = new Random(1);
        Affine parameters = Affine.allocate(kernels.weightLayout(IN, OUT));
        Affine gradient = Affine.allocate(parameters.layout());
        for (int i = 0; i < IN; i++) {
            for (int j = 0; j < OUT; j++) parameters.setWeight(i, j, random.nextFloat() - 0.5f);
        }
        Rows x = random(random, IN),
                dy = random(random, OUT),
                dx = Rows.allocate(BATCH, IN),
                y = Rows.allocate(BATCH, OUT);
        Operation layer = new Operation.DenseLayer(BATCH, parameters.layout(), Activation.TANH, true);
        Workspace workspace = new Workspace().reserve(kernels.scratch(layer));
        kernels.forward(0, BATCH, x, parameters, Activation.TANH, y, y, workspace);
        kernels.backwardActivation(BATCH, 0, OUT, Activation.TANH, dy, y, dy, gradient, workspace);
        kernels.backwardWeights(BATCH, 0, IN, x, dy, gradient, false, workspace);
        kernels.backwardInput(BATCH, 0, IN, dy, parameters, dx, workspace);
        float[] result = new float[BATCH * (OUT + IN) + IN * OUT];
        int at = 0;
        for (int r = 0; r < BATCH; r++) {
            System.arraycopy(y.data(), y.index(r, 0), result, at, OUT);
            System.arraycopy(dx.data(), dx.index(r, 0), result, at + OUT, IN);
            at += OUT + IN;
        }
        parameters.layout().unpack(gradient.data(), gradient.weights(), result, at);
        return result;
    }

    private static Rows random(Random random, int columns) {
        Rows rows = Rows.allocate(BATCH, columns);
        for (int r = 0; r < BATCH; r++) {
            for (int j = 0; j < columns; j++) rows.data()[rows.index(r, j)] = random.nextFloat() - 0.5f;
        }
        return rows;
    }
}

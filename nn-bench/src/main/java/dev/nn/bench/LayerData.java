package dev.nn.bench;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.Workspace;
import java.util.Random;

/** One dense layer with random operands, and its four operations as a benchmark calls them. */
final class LayerData {
    /** Times a sum's length, the largest difference to the scalar kernels that rounding can explain. */
    private static final float TOLERANCE = 1e-5f;

    private final DenseKernels kernels;
    private final Shape shape;
    private final Activation activation;
    private final Affine parameters;
    private final Affine gradient;
    private final Rows x;
    private final Rows z;
    private final Rows y;
    private final Rows dy;
    private final Rows dz;
    private final Rows dx;
    private final Workspace workspace;

    LayerData(DenseKernels kernels, Shape shape, Activation activation, long seed) {
        this.kernels = kernels;
        this.shape = shape;
        this.activation = activation;
        Random random = new Random(seed);
        parameters = Affine.allocate(kernels.weightLayout(shape.in(), shape.out()));
        gradient = Affine.allocate(parameters.layout());
        for (int i = 0; i < shape.in(); i++) {
            for (int j = 0; j < shape.out(); j++) parameters.setWeight(i, j, random.nextFloat() - 0.5f);
        }
        for (int j = 0; j < shape.out(); j++) parameters.setBias(j, random.nextFloat() - 0.5f);
        x = random(random, shape.in());
        dy = random(random, shape.out());
        z = Rows.allocate(shape.batch(), shape.out());
        y = Rows.allocate(shape.batch(), shape.out());
        dz = Rows.allocate(shape.batch(), shape.out());
        dx = Rows.allocate(shape.batch(), shape.in());
        workspace = new Workspace().reserve(kernels.scratch(shape.batch(), parameters.layout()));
    }

    private Rows random(Random random, int columns) {
        Rows rows = Rows.allocate(shape.batch(), columns);
        for (int r = 0; r < shape.batch(); r++) {
            for (int j = 0; j < columns; j++) rows.data()[rows.index(r, j)] = random.nextFloat() - 0.5f;
        }
        return rows;
    }

    void forward() {
        kernels.forward(0, shape.batch(), x, parameters, activation, z, y, workspace);
    }

    void backwardActivation() {
        Rows saved = activation.saved() == Activation.Saved.INPUT ? z : y;
        kernels.backwardActivation(shape.batch(), 0, shape.out(), activation, dy, saved, dz, gradient, workspace);
    }

    void backwardWeights() {
        kernels.backwardWeights(shape.batch(), 0, shape.in(), x, dz, gradient, false, workspace);
    }

    void backwardInput() {
        kernels.backwardInput(shape.batch(), 0, shape.in(), dz, parameters, dx, workspace);
    }

    /** Brings the operations to full speed, as a network does when it is prepared. */
    void warmUp() {
        kernels.warmUp(shape.batch(), parameters.layout(), activation, true);
    }

    /**
     * Compares every operation's result with the scalar kernels on the same operands.
     *
     * @throws IllegalStateException if one is wrong: then its speed means nothing
     */
    static void check(DenseKernels kernels, Shape shape, Activation activation) {
        LayerData tested = new LayerData(kernels, shape, activation, 1);
        LayerData scalar = new LayerData(new ScalarDenseKernels(), shape, activation, 1);
        for (LayerData data : new LayerData[] {tested, scalar}) {
            data.forward();
            data.backwardActivation();
            data.backwardWeights();
            data.backwardInput();
        }
        compare("forward", shape.in(), shape.out(), tested.y, scalar.y, shape.batch());
        compare("backwardActivation", 1, shape.out(), tested.dz, scalar.dz, shape.batch());
        compare("backwardInput", shape.out(), shape.in(), tested.dx, scalar.dx, shape.batch());
        Rows dw = tested.rowMajorGradient(), expected = scalar.rowMajorGradient();
        compare("backwardWeights", shape.batch(), shape.out(), dw, expected, shape.in());
    }

    private Rows rowMajorGradient() {
        float[] dw = new float[shape.in() * shape.out()];
        gradient.layout().unpack(gradient.data(), gradient.weights(), dw, 0);
        return Rows.of(dw, shape.out());
    }

    private static void compare(String operation, int terms, int columns, Rows actual, Rows expected, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                float a = actual.data()[actual.index(r, j)], e = expected.data()[expected.index(r, j)];
                if (!(Math.abs(a - e) <= TOLERANCE * (terms + 10))) {
                    throw new IllegalStateException(
                            "%s is wrong at row %d, column %d: %s instead of %s".formatted(operation, r, j, a, e));
                }
            }
        }
    }
}

package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The right results of a layer, from EJML in double precision, each with how far float arithmetic may be off.
 *
 * <p>A sum of K products, in whatever order and fused or not, is off by at most γ(K + 1)·(|start| + Σ|aₖ||bₖ|) with
 * γ(n) = n·u / (1 − n·u), u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1). An activation
 * multiplies that by its largest slope and adds an error of its own.
 *
 * <p>Of large results some rows are checked: the first, the last and others drawn by the seed, all their columns. Every
 * fork draws others.
 */
public final class Reference {
    private static final double U = 0x1p-24;

    /** What approximations of activations may be off, absolutely and relative to the result. */
    private static final double ACTIVATION_ERROR = 2e-6;

    /** Multiply-adds up to which every row is checked. */
    private static final long WHOLE = 20_000_000;

    private static final int SOME_ROWS = 12;

    private final LayerOperands operands;
    private final long seed;
    private final DMatrixRMaj w;
    private final DMatrixRMaj dz;

    public Reference(LayerOperands operands, long seed) {
        this.operands = operands;
        this.seed = seed;
        Shape shape = operands.shape();
        w = matrix(operands.w(), shape.in(), shape.out());
        dz = matrix(operands.dz(), shape.batch(), shape.out());
    }

    /**
     * Runs a job and compares all its results.
     *
     * @param who whose job it is
     * @throws WrongResultException naming the first element that is further off than it may be
     */
    public void check(String who, Case chosen, Job job) {
        job.run();
        for (Output output : job.outputs()) check(who, chosen, output, job.read(output));
    }

    /** Checks forward and backward pass of one layer on these kernels; dZ is that of ReLU. */
    public static void checkLayer(DenseKernels kernels, Shape shape, Activation activation, long seed) {
        LayerOperands operands = LayerOperands.random(shape, seed);
        LayerData data = new LayerData(kernels, operands);
        Reference reference = new Reference(operands, seed);
        for (Work work : new Work[] {Work.FORWARD, Work.BACKWARD}) {
            String function = work == Work.FORWARD ? activation.name() : Activation.RELU.name();
            Case layer = new Case(work, shape, function, 1, "checked before anything is timed");
            reference.check(kernels.name(), layer, data.job(layer));
        }
    }

    private void check(String who, Case chosen, Output output, float[] actual) {
        Shape shape = operands.shape();
        switch (output) {
            case PRODUCT -> product(who, chosen, output, actual, false);
            case Y -> product(who, chosen, output, actual, true);
            case DZ -> {
                for (int i = 0; i < actual.length; i++) {
                    require(who, chosen, output, i / shape.out(), i % shape.out(), actual[i], operands.dz()[i], 0);
                }
            }
            case DB -> {
                for (int j = 0; j < shape.out(); j++) {
                    double sum = 0, size = 0;
                    for (int r = 0; r < shape.batch(); r++) {
                        sum += dz.get(r, j);
                        size += Math.abs(dz.get(r, j));
                    }
                    require(who, chosen, output, 0, j, actual[j], sum, gamma(shape.batch()) * size);
                }
            }
            case DW -> weights(who, chosen, actual);
            case DX -> input(who, chosen, actual);
        }
    }

    private void product(String who, Case chosen, Output output, float[] actual, boolean biased) {
        Shape shape = operands.shape();
        int in = shape.in(), out = shape.out();
        int[] rows = rows(shape.batch(), (long) in * out);
        DMatrixRMaj x = rows(operands.x(), in, rows), sum = new DMatrixRMaj(rows.length, out), size = sum.copy();
        CommonOps_DDRM.mult(x, w, sum);
        CommonOps_DDRM.mult(absolute(x), absolute(w), size);
        Activation activation = chosen.function();
        boolean approximated = !activation.equals(Activation.IDENTITY) && !activation.equals(Activation.RELU);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < out; j++) {
                double b = biased ? operands.b()[j] : 0;
                double y = biased ? activation.apply(sum.get(i, j) + b) : sum.get(i, j);
                double bound = gamma(in + 1) * (size.get(i, j) + Math.abs(b)) * (biased ? activation.lipschitz() : 1);
                if (biased && approximated) bound += ACTIVATION_ERROR * (1 + Math.abs(y));
                require(who, chosen, output, rows[i], j, actual[rows[i] * out + j], y, bound);
            }
        }
    }

    private void weights(String who, Case chosen, float[] actual) {
        Shape shape = operands.shape();
        int in = shape.in(), out = shape.out(), batch = shape.batch();
        int[] inputs = rows(in, (long) batch * out);
        DMatrixRMaj columns = new DMatrixRMaj(inputs.length, batch);
        for (int i = 0; i < inputs.length; i++) {
            for (int r = 0; r < batch; r++) columns.set(i, r, operands.x()[r * in + inputs[i]]);
        }
        DMatrixRMaj sum = new DMatrixRMaj(inputs.length, out), size = sum.copy();
        CommonOps_DDRM.mult(columns, dz, sum);
        CommonOps_DDRM.mult(absolute(columns), absolute(dz), size);
        compare(who, chosen, Output.DW, inputs, batch, sum, size, actual);
    }

    private void input(String who, Case chosen, float[] actual) {
        Shape shape = operands.shape();
        int[] rows = rows(shape.batch(), (long) shape.in() * shape.out());
        DMatrixRMaj some = rows(operands.dz(), shape.out(), rows);
        DMatrixRMaj sum = new DMatrixRMaj(rows.length, shape.in()), size = sum.copy();
        CommonOps_DDRM.multTransB(some, w, sum);
        CommonOps_DDRM.multTransB(absolute(some), absolute(w), size);
        compare(who, chosen, Output.DX, rows, shape.out(), sum, size, actual);
    }

    private static void compare(
            String who,
            Case chosen,
            Output output,
            int[] rows,
            int terms,
            DMatrixRMaj sum,
            DMatrixRMaj size,
            float[] actual) {
        int columns = sum.numCols;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                double bound = gamma(terms) * size.get(i, j);
                require(who, chosen, output, rows[i], j, actual[rows[i] * columns + j], sum.get(i, j), bound);
            }
        }
    }

    private static void require(
            String who, Case chosen, Output output, int row, int column, float actual, double expected, double bound) {
        if (Math.abs(actual - expected) <= bound + Float.MIN_NORMAL) return;
        throw new WrongResultException("%s computes %s wrongly: %s[%d][%d] is %s, expected %s ± %.1e"
                .formatted(who, chosen.name(), output, row, column, actual, expected, bound));
    }

    /** Which rows of a result to check, if each costs that many multiply-adds. */
    private int[] rows(int count, long perRow) {
        if (count <= SOME_ROWS || count * perRow <= WHOLE)
            return IntStream.range(0, count).toArray();
        Random random = new Random(seed);
        int[] rows = new int[SOME_ROWS];
        for (int i = 1; i < rows.length; i++) rows[i] = random.nextInt(count);
        rows[1] = count - 1;
        return rows;
    }

    private static double gamma(int n) {
        return n * U / (1 - n * U);
    }

    private static DMatrixRMaj matrix(float[] values, int rows, int columns) {
        return rows(values, columns, IntStream.range(0, rows).toArray());
    }

    private static DMatrixRMaj rows(float[] values, int columns, int[] rows) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) matrix.set(i, j, values[rows[i] * columns + j]);
        }
        return matrix;
    }

    private static DMatrixRMaj absolute(DMatrixRMaj matrix) {
        DMatrixRMaj result = matrix.copy();
        CommonOps_DDRM.abs(result);
        return result;
    }
}

package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The right results of a layer, from EJML in double precision, each with how far float arithmetic may be off.
 *
 * <p>An activation multiplies the {@linkplain Checked error of a sum} by its largest slope and adds an error of its own. Of
 * large results {@linkplain SomeRows some rows} are checked, all their columns. Every fork draws others.
 */
public final class Reference {
    /** What approximations of activations may be off, absolutely and relative to the result. */
    private static final double ACTIVATION_ERROR = 2e-6;

    private final LayerOperands operands;
    private final long seed;
    private final DMatrixRMaj w;
    private final DMatrixRMaj dz;

    public Reference(LayerOperands operands, long seed) {
        this.operands = operands;
        this.seed = seed;
        DenseShape shape = operands.shape();
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
        for (Output output : job.outputs()) {
            check(new Checked(who, chosen, output), job.read(output));
        }
    }

    /** Checks forward and backward pass of one layer on these kernels; dZ is that of ReLU. */
    public static void checkLayer(DenseKernels kernels, DenseShape shape, Activation activation, long seed) {
        LayerOperands operands = LayerOperands.random(shape, seed);
        LayerData data = new LayerData(kernels, operands);
        Reference reference = new Reference(operands, seed);
        for (Work work : new Work[] {Work.FORWARD, Work.BACKWARD}) {
            String function = work == Work.FORWARD ? activation.name() : Activation.RELU.name();
            Case layer = new Case(work, shape, function, 1, "checked before anything is timed");
            reference.check(kernels.name(), layer, data.job(layer));
        }
    }

    private void check(Checked checked, float[] actual) {
        DenseShape shape = operands.shape();
        switch (checked.output()) {
            case PRODUCT -> product(checked, actual, false);
            case Y -> product(checked, actual, true);
            case DZ -> {
                for (int i = 0; i < actual.length; i++) {
                    checked.require(i / shape.out(), i % shape.out(), actual[i], operands.dz()[i], 0);
                }
            }
            case DB -> {
                for (int j = 0; j < shape.out(); j++) {
                    double sum = 0, size = 0;
                    for (int r = 0; r < shape.batch(); r++) {
                        sum += dz.get(r, j);
                        size += Math.abs(dz.get(r, j));
                    }
                    checked.require(0, j, actual[j], sum, Checked.gamma(shape.batch()) * size);
                }
            }
            case DW -> weights(checked, actual);
            case DX -> input(checked, actual);
        }
    }

    private void product(Checked checked, float[] actual, boolean biased) {
        DenseShape shape = operands.shape();
        int in = shape.in(), out = shape.out();
        int[] rows = SomeRows.of(shape.batch(), (long) in * out, seed);
        DMatrixRMaj x = rows(operands.x(), in, rows), sum = new DMatrixRMaj(rows.length, out), size = sum.copy();
        CommonOps_DDRM.mult(x, w, sum);
        CommonOps_DDRM.mult(absolute(x), absolute(w), size);
        Activation activation = checked.chosen().function();
        boolean approximated = !activation.equals(Activation.IDENTITY) && !activation.equals(Activation.RELU);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < out; j++) {
                double b = biased ? operands.b()[j] : 0;
                double y = biased ? activation.apply(sum.get(i, j) + b) : sum.get(i, j);
                double bound =
                        Checked.gamma(in + 1) * (size.get(i, j) + Math.abs(b)) * (biased ? activation.lipschitz() : 1);
                if (biased && approximated) bound += ACTIVATION_ERROR * (1 + Math.abs(y));
                checked.require(rows[i], j, actual[rows[i] * out + j], y, bound);
            }
        }
    }

    private void weights(Checked checked, float[] actual) {
        DenseShape shape = operands.shape();
        int in = shape.in(), out = shape.out(), batch = shape.batch();
        int[] inputs = SomeRows.of(in, (long) batch * out, seed);
        DMatrixRMaj columns = new DMatrixRMaj(inputs.length, batch);
        for (int i = 0; i < inputs.length; i++) {
            for (int r = 0; r < batch; r++) columns.set(i, r, operands.x()[r * in + inputs[i]]);
        }
        DMatrixRMaj sum = new DMatrixRMaj(inputs.length, out), size = sum.copy();
        CommonOps_DDRM.mult(columns, dz, sum);
        CommonOps_DDRM.mult(absolute(columns), absolute(dz), size);
        compare(checked, inputs, batch, sum, size, actual);
    }

    private void input(Checked checked, float[] actual) {
        DenseShape shape = operands.shape();
        int[] rows = SomeRows.of(shape.batch(), (long) shape.in() * shape.out(), seed);
        DMatrixRMaj some = rows(operands.dz(), shape.out(), rows);
        DMatrixRMaj sum = new DMatrixRMaj(rows.length, shape.in()), size = sum.copy();
        CommonOps_DDRM.multTransB(some, w, sum);
        CommonOps_DDRM.multTransB(absolute(some), absolute(w), size);
        compare(checked, rows, shape.out(), sum, size, actual);
    }

    private static void compare(
            Checked checked, int[] rows, int terms, DMatrixRMaj sum, DMatrixRMaj size, float[] actual) {
        int columns = sum.numCols;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                double bound = Checked.gamma(terms) * size.get(i, j);
                checked.require(rows[i], j, actual[rows[i] * columns + j], sum.get(i, j), bound);
            }
        }
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

package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.PassThrough;
import dev.nn.format.onnx.evaluate.RowOperators;
import dev.nn.format.onnx.evaluate.ScalarOperators;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a group of nodes makes of some sample rows of a tensor, in double precision: their values, node after node.
 * Elementwise operators with one number for all features, softmax and reductions can be evaluated, others can't.
 */
final class RowFunction {
    /** Rows of numbers: one for each sample row, or one for each of its features. */
    private record Matrix(int columns, double[] values) {
        double at(int row, int column) {
            return values[row * columns + (columns == 1 ? 0 : column)];
        }
    }

    private final ShapeInference known;
    private final Map<String, Matrix> values = new HashMap<>();
    private final int rows;

    /**
     * A function of one tensor.
     *
     * @param base the tensor
     * @param columns features of the sample rows
     * @param x the sample rows
     */
    RowFunction(ShapeInference known, String base, int columns, double[] x) {
        this.known = known;
        this.rows = x.length / columns;
        values.put(base, new Matrix(columns, x));
    }

    /** The values of a tensor that has been computed; null if it hasn't. */
    double @Nullable [] values(String tensor) {
        Matrix matrix = values.get(tensor);
        return matrix == null ? null : matrix.values();
    }

    /** Computes a node's output; false if it can't be. */
    boolean add(OnnxNode node) throws DataFormatException {
        Matrix result;
        if (PassThrough.is(node)) result = values.get(node.input(0));
        else if (RowOperators.is(node)) result = mixed(node);
        else result = elementwise(node);
        if (result == null) return false;
        values.put(node.output(), result);
        return true;
    }

    private @Nullable Matrix mixed(OnnxNode node) throws DataFormatException {
        Matrix in = values.get(node.input(0));
        if (in == null) return null;
        int columns = RowOperators.isReduction(node) ? 1 : in.columns();
        double[] result = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            double[] row = new double[in.columns()];
            System.arraycopy(in.values(), r * row.length, row, 0, row.length);
            RowOperators.apply(node, row);
            System.arraycopy(row, 0, result, r * columns, columns);
        }
        return new Matrix(columns, result);
    }

    private @Nullable Matrix elementwise(OnnxNode node) throws DataFormatException {
        ToDoubleFunction<double[]> function = ScalarOperators.of(node);
        if (function == null) return null;
        Matrix[] in = new Matrix[node.inputs().size()];
        int columns = 1;
        for (int i = 0; i < in.length; i++) {
            Matrix matrix = input(node, i);
            if (matrix == null) return null;
            in[i] = matrix;
            columns = Math.max(columns, matrix.columns());
        }
        double[] x = new double[in.length], result = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                for (int i = 0; i < x.length; i++) x[i] = in[i].at(r, c);
                result[r * columns + c] = function.applyAsDouble(x);
            }
        }
        return new Matrix(columns, result);
    }

    /** An input's values; those of one that is left out are NaN. Null for constants that differ between features. */
    private @Nullable Matrix input(OnnxNode node, int i) {
        if (!node.has(i)) return constant(Double.NaN);
        Constant constant = known.constant(node, i);
        if (constant != null) return constant.isUniform() ? constant(constant.value(0)) : null;
        return values.get(node.inputs().get(i));
    }

    private Matrix constant(double value) {
        double[] all = new double[rows];
        Arrays.fill(all, value);
        return new Matrix(1, all);
    }
}

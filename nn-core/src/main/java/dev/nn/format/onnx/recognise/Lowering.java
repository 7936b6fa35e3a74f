package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.expression.Expression;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operator;
import dev.nn.format.onnx.evaluate.Broadcast;
import dev.nn.format.onnx.evaluate.ColumnOperators;
import dev.nn.format.onnx.evaluate.ElementwiseOperators;
import dev.nn.format.onnx.evaluate.PassThrough;
import dev.nn.format.onnx.evaluate.RowOperators;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lowering of nodes to an {@link Expression} of one tensor that depends on the input, node after node. */
final class Lowering {
    private final ShapeInference known;
    private final ExpressionBuilder builder;
    private final Map<String, Integer> lines = new HashMap<>();

    /**
     * An expression of tensors that stand side by side.
     *
     * @param widths for each its number of features
     */
    Lowering(ShapeInference known, List<String> tensors, int[] widths) {
        this.known = known;
        int all = 0;
        for (int width : widths) all = Math.addExact(all, width);
        this.builder = new ExpressionBuilder(all);
        int at = 0;
        for (int i = 0; i < widths.length; i++) {
            int[] columns = new int[widths[i]];
            for (int j = 0; j < columns.length; j++) columns[j] = at++;
            lines.put(tensors.get(i), builder.columns(builder.input(), columns));
        }
    }

    /** Whether a node can be a part of an expression: it mixes no features by weights. */
    static boolean isPossible(OnnxNode node) {
        return PassThrough.is(node)
                || isReshape(node)
                || ColumnOperators.is(node)
                || RowOperators.is(node)
                || ElementwiseOperators.is(node)
                || node.is("BatchNormalization");
    }

    /** Whether a node changes nothing but the shape. */
    static boolean isReshape(OnnxNode node) {
        return node.is("Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose");
    }

    /** Adds a node; false if it isn't {@linkplain #isPossible possible}. */
    boolean add(OnnxNode node) throws DataFormatException {
        if (!isPossible(node)) return false;
        if (ColumnOperators.is(node)) {
            columns(node);
            return true;
        }
        int result;
        if (isReshape(node)) result = line(node, 0);
        else if (PassThrough.is(node)) result = cast(node);
        else if (RowOperators.is(node))
            result = RowOperators.add(node, builder, inputs(node, RowOperators.arguments(node)));
        else if (node.is("BatchNormalization")) result = scaled(node);
        else result = ElementwiseOperators.add(node, builder, inputs(node, Integer.MAX_VALUE));
        if (result == ElementwiseOperators.NONE) return false;
        lines.put(node.output(), result);
        return true;
    }

    /** The expression whose result is that tensor; null if no node has made it. */
    @Nullable
    Expression expression(String tensor) {
        Integer line = lines.get(tensor);
        return line == null ? null : builder.build(line);
    }

    private int[] inputs(OnnxNode node, int most) throws DataFormatException {
        int[] inputs = new int[Math.min(most, node.inputs().size())];
        for (int i = 0; i < inputs.length; i++) inputs[i] = node.has(i) ? line(node, i) : ElementwiseOperators.NONE;
        return inputs;
    }

    private int line(OnnxNode node, int i) throws DataFormatException {
        Integer line = lines.get(node.input(i));
        if (line != null) return line;
        Constant constant = known.constant(node, i);
        RowShape shape = known.rows(node.output());
        if (constant == null || shape == null) throw node.unsupported();
        double[] values = Broadcast.perFeature(node, Broadcast.shape(node, shape, constant), constant);
        known.spend(node, values.length);
        float[] floats = new float[values.length];
        for (int j = 0; j < floats.length; j++) floats[j] = (float) values[j];
        return builder.constant(constant.isUniform() ? new float[] {floats[0]} : floats);
    }

    private void columns(OnnxNode node) throws DataFormatException {
        List<ColumnOperators.Selection> selections = ColumnOperators.of(node, known);
        for (int o = 0; o < selections.size() && o < node.outputs().size(); o++) {
            ColumnOperators.Selection selection = selections.get(o);
            known.spend(node, selection.columns().length);
            int[] from = new int[selection.inputs().length];
            for (int j = 0; j < from.length; j++) from[j] = line(node, selection.inputs()[j]);
            lines.put(node.outputs().get(o), builder.columns(from, selection.columns()));
        }
    }

    /** Floats are cut to integers or rounded to shorter ones, and integers become truth values. */
    private int cast(OnnxNode node) throws DataFormatException {
        int x = line(node, 0);
        if (!node.is("Cast", "CastLike")) return x;
        int from = known.type(node.input(0)), to = known.type(node.output());
        boolean whole = from == OnnxTensor.BOOL || !OnnxTensor.isFloating(from);
        if (to == OnnxTensor.BOOL && from != OnnxTensor.BOOL) {
            return builder.apply(Operator.NOT, builder.apply(Operator.EQUAL, x, builder.number(0)));
        }
        if (from == OnnxTensor.BOOL) return x;
        if (to == OnnxTensor.FLOAT16) return builder.apply(Operator.FLOAT16, x);
        if (to == OnnxTensor.BFLOAT16) return builder.apply(Operator.BFLOAT16, x);
        if (whole || OnnxTensor.isFloating(to)) return x;
        int size = builder.apply(Operator.FLOOR, builder.apply(Operator.ABS, x));
        return builder.apply(Operator.MUL, builder.apply(Operator.SIGN, x), size);
    }

    private int scaled(OnnxNode node) throws DataFormatException {
        Step.Scaling scaling = Scalings.step(node, known);
        if (scaling == null) throw node.unsupported();
        return scaling.add(builder, line(node, 0));
    }
}

package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.RowOperators;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a {@link Chain} consists of. Between two cuts stands a product, a scaling, a change of shape, or an
 * activation or softmax of any number of nodes; an activation may also run over several cuts. Among all ways to read the
 * chain it takes the one with the fewest activations: the shortest path.
 */
public final class Recognition {
    /** The most cuts that one activation runs over, and the most nodes it has. */
    private static final int REACH = 12;

    private static final int MOST_NODES = 24;

    private static final int CURVE_COST = 1000;
    private static final int SCALING_COST = 1;

    private final ShapeInference known;
    private final Chain chain;

    /** For each cut: the cheapest way there. */
    private final int[] cost;

    private final int[] from;
    private final List<List<Step>> steps = new ArrayList<>();

    private Recognition(ShapeInference known, Chain chain) {
        this.known = known;
        this.chain = chain;
        int cuts = chain.tensors().size();
        cost = new int[cuts];
        Arrays.fill(cost, 1, cuts, Integer.MAX_VALUE);
        from = new int[cuts];
        for (int i = 0; i < cuts; i++) steps.add(List.of());
    }

    /**
     * All steps from the input to the output.
     *
     * @throws DataFormatException naming the first node that is none of them
     */
    public static List<Step> steps(ShapeInference known, Chain chain) throws DataFormatException {
        return new Recognition(known, chain).steps();
    }

    private List<Step> steps() throws DataFormatException {
        int last = chain.segments().size(), reached = 0;
        for (int cut = 0; cut < last; cut++) {
            if (cost[cut] == Integer.MAX_VALUE) continue;
            reached = cut;
            single(cut);
            function(cut);
        }
        if (cost[last] == Integer.MAX_VALUE) throw Refusal.of(chain.segments().get(reached));
        List<List<Step>> reversed = new ArrayList<>();
        for (int cut = last; cut > 0; cut = from[cut]) reversed.add(steps.get(cut));
        return reversed.reversed().stream().flatMap(List::stream).toList();
    }

    /** A single node between two cuts that is no activation. */
    private void single(int cut) throws DataFormatException {
        List<OnnxNode> segment = chain.segments().get(cut);
        if (segment.size() != 1) return;
        OnnxNode node = segment.getFirst();
        Step product = Products.step(node, known);
        Step scaling = product == null ? Scalings.step(node, known) : null;
        if (product != null) offer(cut, cut + 1, 0, product);
        else if (scaling != null) offer(cut, cut + 1, SCALING_COST, scaling);
        else if (node.is("Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose")) offer(cut, cut + 1, 0);
    }

    /** The nodes from a cut on, as far as they are an elementwise function, a softmax, or two classes' probabilities. */
    private void function(int cut) throws DataFormatException {
        String base = chain.tensors().get(cut);
        RowFunction function = new RowFunction(known, base, 1, ActivationMatch.at());
        boolean elementwise = true;
        List<OnnxNode> nodes = new ArrayList<>();
        int end = Math.min(cut + REACH, chain.segments().size());
        for (int to = cut; to < end; to++) {
            for (OnnxNode node : chain.segments().get(to)) {
                List<Step> pair = elementwise && isColumn(base) ? PairMatch.of(node, function) : null;
                if (pair != null) offer(cut, to + 1, CURVE_COST, pair.toArray(new Step[0]));
                if (elementwise && RowOperators.is(node)) {
                    function = new RowFunction(known, base, SoftmaxMatch.COLUMNS, SoftmaxMatch.at());
                    for (OnnxNode before : nodes) function.add(before);
                    elementwise = false;
                }
                nodes.add(node);
                if (nodes.size() > MOST_NODES || !function.add(node)) return;
            }
            double[] y = function.values(chain.tensors().get(to + 1));
            if (y == null) return;
            if (elementwise) offerCurve(cut, to + 1, ActivationMatch.of(y));
            else offerSoftmax(cut, to + 1, SoftmaxMatch.of(y));
        }
    }

    private void offerCurve(int cut, int to, @Nullable Activation activation) {
        if (activation instanceof Identity) offer(cut, to, 0);
        else if (activation != null) offer(cut, to, CURVE_COST, new Step.Elementwise(activation));
    }

    private void offerSoftmax(int cut, int to, Step.@Nullable Softmax softmax) {
        if (softmax != null) offer(cut, to, CURVE_COST, softmax);
    }

    /** Whether the samples of a tensor have a single feature. */
    private boolean isColumn(String tensor) {
        RowShape shape = known.rows(tensor);
        return shape != null && shape.features() == 1;
    }

    private void offer(int cut, int to, int price, Step... found) {
        if (cost[cut] + price >= cost[to]) return;
        cost[to] = cost[cut] + price;
        from[to] = cut;
        steps.set(to, List.of(found));
    }
}

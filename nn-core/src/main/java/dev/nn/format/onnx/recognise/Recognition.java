package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.expression.Expression;
import dev.nn.format.onnx.evaluate.LinearModel;
import dev.nn.format.onnx.evaluate.MatrixProduct;
import dev.nn.format.onnx.evaluate.PassThrough;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps that a {@link Chain} consists of. Between two cuts stands a product, a scaling, a change of shape, or a
 * function of any number of nodes; an activation may also run over several cuts. Among all ways to read the chain it takes
 * the one with the fewest formulas and activations: the shortest path.
 */
public final class Recognition {
    /** The most cuts that one activation runs over, and the most nodes it has. */
    private static final int REACH = 12;

    private static final int MOST_NODES = 24;

    /** How deep branches may stand in branches. */
    private static final int DEEPEST = 32;

    private static final int SCALING_COST = 1;
    private static final int ACTIVATION_COST = 1000;
    private static final int FORMULA_COST = 3000;

    private final ShapeInference known;
    private final Chain chain;
    private final int depth;

    /** For each cut: the cheapest way there. */
    private final int[] cost;

    private final int[] from;
    private final List<List<Step>> steps = new ArrayList<>();

    private Recognition(ShapeInference known, Chain chain, int depth) {
        this.known = known;
        this.chain = chain;
        this.depth = depth;
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
        return steps(known, chain, 0);
    }

    /** The same for a chain that is part of a branch, at that depth. */
    static List<Step> steps(ShapeInference known, Chain chain, int depth) throws DataFormatException {
        return new Recognition(known, chain, depth).steps();
    }

    private List<Step> steps() throws DataFormatException {
        int last = chain.segments().size();
        for (int cut = 0; cut < last; cut++) {
            boolean done = single(cut);
            if (!done || canGoOn(cut)) function(cut, !done);
            if (cost[cut + 1] == Integer.MAX_VALUE) branches(cut);
            if (cost[cut + 1] == Integer.MAX_VALUE)
                throw Refusal.of(chain.segments().get(cut), known);
        }
        List<List<Step>> reversed = new ArrayList<>();
        for (int cut = last; cut > 0; cut = from[cut]) reversed.add(steps.get(cut));
        return reversed.reversed().stream().flatMap(List::stream).toList();
    }

    /** A single node between two cuts that is no formula; whether it is one of these. */
    private boolean single(int cut) throws DataFormatException {
        List<OnnxNode> segment = chain.segments().get(cut);
        if (segment.size() != 1) return false;
        OnnxNode node = segment.getFirst();
        Step.Linear product = Products.step(node, known);
        if (product != null) {
            if (node.attributes().containsKey("activation")) {
                offer(cut, cut + 1, 0, product, ActivationNodes.fused(node, product.out()));
            } else {
                offer(cut, cut + 1, 0, product);
            }
            return true;
        }
        if (LinearModel.is(node)) {
            offer(cut, cut + 1, 0, LinearModels.steps(node, known).toArray(new Step[0]));
            return true;
        }
        Activation activation = ActivationNodes.of(node);
        if (isNormalised(cut) && LinearModels.normalises(node)) offer(cut, cut + 1, 0);
        else if (activation != null) offer(cut, cut + 1, ACTIVATION_COST, new Step.Elementwise(activation));
        else if (node.is("Softmax")) offer(cut, cut + 1, ACTIVATION_COST, new Step.Softmax(false));
        else if (node.is("LogSoftmax")) offer(cut, cut + 1, ACTIVATION_COST, new Step.Softmax(true));
        else if (Lowering.isReshape(node) || (PassThrough.is(node) && !node.is("Cast", "CastLike")))
            offer(cut, cut + 1, 0);
        else return scaling(cut, node);
        return true;
    }

    /** Whether the tensor at a cut is a softmax's, whose values have the sum 1 already. */
    private boolean isNormalised(int cut) throws DataFormatException {
        List<OnnxNode> before = cut == 0 ? List.of() : chain.segments().get(cut - 1);
        return before.size() == 1 && (before.getFirst().is("Softmax") || LinearModels.endsInSoftmax(before.getFirst()));
    }

    private boolean scaling(int cut, OnnxNode node) throws DataFormatException {
        Step.Scaling scaling = Scalings.step(node, known);
        if (scaling != null) offer(cut, cut + 1, SCALING_COST, scaling);
        return scaling != null;
    }

    /** Whether a function that begins with this segment may have more of them: after most activations a product follows. */
    private boolean canGoOn(int cut) {
        if (cut + 1 == chain.segments().size()) return false;
        OnnxNode next = chain.segments().get(cut + 1).getFirst();
        OnnxNode first = chain.segments().get(cut).getFirst();
        return !MatrixProduct.is(first) && Lowering.isPossible(next);
    }

    /**
     * The nodes from a cut on, as far as they are an activation, a softmax, or two classes' probabilities.
     *
     * @param needed whether the first segment has to be read as a formula if it is nothing else
     */
    private void function(int cut, boolean needed) throws DataFormatException {
        List<String> start = chain.startOf(cut);
        int[] widths = Branches.widths(known, start);
        if (widths == null) return;
        Lowering lowering = new Lowering(known, start, widths);
        int nodes = 0, end = Math.min(cut + REACH, chain.segments().size());
        for (int to = cut; to < end; to++) {
            List<OnnxNode> segment = chain.segments().get(to);
            nodes += segment.size();
            if (to > cut && nodes > MOST_NODES) return;
            for (OnnxNode node : segment) if (!lowering.add(node)) return;
            Expression expression = lowering.expression(chain.tensors().get(to + 1));
            if (expression == null) return;
            if (nodes <= MOST_NODES) recognised(cut, to + 1, expression);
            if (to == cut && needed) offer(cut, to + 1, FORMULA_COST + 10 * nodes, new Step.Formula(expression));
        }
    }

    /** The nodes between two cuts as branches, if there are products among them. */
    private void branches(int cut) throws DataFormatException {
        List<OnnxNode> segment = chain.segments().get(cut);
        if (segment.stream().noneMatch(Products::isLinear)) return;
        if (depth == DEEPEST) {
            throw segment.getLast().wrong("branches at most %d deep in branches".formatted(DEEPEST), "deeper ones");
        }
        Branches branches =
                new Branches(known, chain.startOf(cut), segment, chain.tensors().get(cut + 1), depth + 1);
        List<Step> found = branches.steps();
        if (found != null) offer(cut, cut + 1, FORMULA_COST, found.toArray(new Step[0]));
    }

    private void recognised(int cut, int to, Expression expression) {
        List<Step> found = Functions.of(expression);
        if (found == null) return;
        boolean linear = found.isEmpty() || found.getFirst() instanceof Step.Scaling;
        offer(cut, to, linear ? SCALING_COST * found.size() : ACTIVATION_COST, found.toArray(new Step[0]));
    }

    private void offer(int cut, int to, int price, Step... found) {
        if (cost[cut] + price >= cost[to]) return;
        cost[to] = cost[cut] + price;
        from[to] = cut;
        steps.set(to, List.of(found));
    }
}

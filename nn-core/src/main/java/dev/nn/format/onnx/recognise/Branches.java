package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of a graph with several ways through products from its start to its end. The sum of two ways that share no product
 * is a {@link Step.Sum}. Else the ways to the last products stand {@linkplain Step.Concat side by side}, together with what
 * is needed of the start, and a formula makes the end of them; or, where these ways share products, the first products do,
 * and the rest is such a part again, of fewer products.
 */
final class Branches {
    private final ShapeInference known;
    private final List<String> start;
    private final List<OnnxNode> nodes;
    private final String end;
    private final int depth;

    /** For each tensor the node that makes it. */
    private final Map<String, OnnxNode> makers = new HashMap<>();

    /** For each tensor the nodes that use it. */
    private final Map<String, List<OnnxNode>> users = new HashMap<>();

    /** @param nodes all that lie between, none of which is useless */
    Branches(ShapeInference known, List<String> start, List<OnnxNode> nodes, String end, int depth) {
        this.known = known;
        this.start = start;
        this.nodes = nodes;
        this.end = end;
        this.depth = depth;
        for (OnnxNode node : nodes) {
            for (String made : node.outputs()) makers.put(made, node);
            for (String used : inputs(node))
                users.computeIfAbsent(used, name -> new ArrayList<>()).add(node);
        }
    }

    /** For each tensor its number of features; null if one isn't known. */
    static int @Nullable [] widths(ShapeInference known, List<String> tensors) {
        int[] widths = new int[tensors.size()];
        long all = 0;
        for (int i = 0; i < widths.length; i++) {
            RowShape shape = known.rows(tensors.get(i));
            if (shape == null || shape.features() < 1) return null;
            all += shape.features();
            if (all > Integer.MAX_VALUE - 8) return null;
            widths[i] = (int) shape.features();
        }
        return widths;
    }

    /** The steps from start to end; null if they can't be told. */
    @Nullable
    List<Step> steps() throws DataFormatException {
        if (widths(known, start) == null) return null;
        OnnxNode last = makers.get(end);
        if (last == null) return null;
        Step.Sum sum = sum(last);
        if (sum != null) return List.of(sum);
        List<String> side = new ArrayList<>(heads());
        side.addAll(needed(side, end));
        if (side.size() < 2) return null;
        inOrder(side, last);
        List<List<Step>> branches = new ArrayList<>();
        for (String tensor : side) branches.add(way(tensor));
        List<Step> steps = new ArrayList<>(List.of(new Step.Concat(branches)));
        steps.addAll(Recognition.steps(known, Chain.between(nodes, known, side, end), depth));
        return steps;
    }

    /** The sum of two ways that have no product in common; null if it is something else. */
    private Step.@Nullable Sum sum(OnnxNode last) throws DataFormatException {
        List<String> terms = inputs(last);
        if (!last.is("Add", "Sum") || last.inputs().size() != 2 || terms.size() != 2) return null;
        String a = terms.getFirst(), b = terms.getLast();
        int[] widths = widths(known, List.of(a, b, end));
        if (widths == null || widths[0] != widths[2] || widths[1] != widths[2]) return null;
        if (!Collections.disjoint(products(a), products(b))) return null;
        List<Step> first = way(a), second = way(b);
        return products(a).isEmpty() ? new Step.Sum(second, first) : new Step.Sum(first, second);
    }

    /** The results of the last products, if the ways there share none; else those of the first products. */
    private Set<String> heads() {
        Set<String> last = new LinkedHashSet<>(), first = new LinkedHashSet<>(), wanted = new HashSet<>(Set.of(end));
        for (OnnxNode node : nodes.reversed()) {
            for (String made : node.outputs()) {
                if (!wanted.contains(made)) continue;
                if (Products.isLinear(node)) last.add(extended(made));
                else wanted.addAll(inputs(node));
            }
        }
        Set<String> all = new HashSet<>();
        int count = 0;
        for (String head : last) {
            Set<String> own = products(head);
            count += own.size();
            all.addAll(own);
        }
        if (all.size() == count) return last;
        for (OnnxNode node : nodes) {
            if (!Products.isLinear(node)) continue;
            for (String made : node.outputs()) {
                if (users.containsKey(made) && products(made).size() == 1) first.add(extended(made));
            }
        }
        return first;
    }

    /**
     * What is made of a tensor, without products, by nodes that use nothing else, as far as nothing else uses it: by one
     * after another, or by several, such as a GELU's, that all make as many features of it.
     */
    private String extended(String head) {
        String tensor = head;
        // Those that are made of it, with the number of their users that haven't been met, if there are such.
        Map<String, Integer> open = new HashMap<>(Map.of(head, usersOf(head).size()));
        Set<String> made = new HashSet<>(Set.of(head));
        for (OnnxNode node : nodes) {
            List<String> inputs = inputs(node);
            if (inputs.isEmpty() || Products.isLinear(node) || !made.containsAll(inputs)) continue;
            List<String> used =
                    node.outputs().stream().filter(users::containsKey).toList();
            if (used.size() != 1) break;
            String next = used.getFirst();
            boolean alone = inputs.equals(List.of(tensor)) && usersOf(tensor).size() == 1;
            if (!alone && !isAsWide(next, tensor)) break;
            for (String input : inputs) {
                int left = open.getOrDefault(input, 0) - 1;
                if (left > 0) open.put(input, left);
                else open.remove(input);
            }
            made.add(next);
            open.put(next, usersOf(next).size());
            if (open.size() == 1) tensor = next;
        }
        return tensor;
    }

    private boolean isAsWide(String one, String other) {
        int[] widths = widths(known, List.of(one, other));
        return widths != null && widths[0] == widths[1];
    }

    private List<OnnxNode> usersOf(String tensor) {
        return users.getOrDefault(tensor, List.of());
    }

    /** The products through which a tensor depends on the start, by their first output. */
    private Set<String> products(String tensor) {
        Set<String> products = new HashSet<>();
        for (OnnxNode node : Chain.live(nodes, known, start, tensor)) {
            if (Products.isLinear(node)) products.add(node.outputs().getFirst());
        }
        return products;
    }

    /** The tensors of the start that another one needs besides these. */
    private List<String> needed(List<String> besides, String tensor) {
        Set<String> used = new HashSet<>(Set.of(tensor)), stop = new HashSet<>(start);
        stop.addAll(besides);
        for (OnnxNode node : Chain.live(nodes, known, stop, tensor)) used.addAll(inputs(node));
        return start.stream().filter(used::contains).toList();
    }

    /** Where the last node puts them side by side itself, nothing has to be done after it. */
    private static void inOrder(List<String> side, OnnxNode last) {
        if (last.inputs().containsAll(side)) side.sort(Comparator.comparingInt(last.inputs()::indexOf));
    }

    /** The steps from the start to a tensor; none if that is all of the start. */
    private List<Step> way(String tensor) throws DataFormatException {
        List<String> from = start.contains(tensor) ? List.of(tensor) : needed(List.of(), tensor);
        List<Step> steps = new ArrayList<>();
        if (from.size() < start.size()) steps.add(selection(from));
        if (!start.contains(tensor)) {
            steps.addAll(Recognition.steps(known, Chain.between(nodes, known, from, tensor), depth));
        }
        return steps;
    }

    /** Some tensors of the start. */
    private Step selection(List<String> tensors) throws DataFormatException {
        int[] widths = widths(known, start);
        if (widths == null) throw nodes.getLast().unsupported();
        List<Integer> columns = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < widths.length; i++) {
            for (int j = 0; j < widths[i]; j++, at++) if (tensors.contains(start.get(i))) columns.add(at);
        }
        known.spend(nodes.getLast(), columns.size());
        ExpressionBuilder b = new ExpressionBuilder(at);
        int[] chosen = columns.stream().mapToInt(Integer::intValue).toArray();
        return new Step.Formula(b.build(b.columns(b.input(), chosen)));
    }

    /** The inputs of a node that depend on the graph's, each once. */
    private List<String> inputs(OnnxNode node) {
        return node.inputs().stream()
                .filter(name -> known.rows(name) != null)
                .distinct()
                .toList();
    }
}

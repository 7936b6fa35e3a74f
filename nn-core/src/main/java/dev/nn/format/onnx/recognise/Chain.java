package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxGraph;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way from the graph's input to an output, cut at every tensor that all of it passes: a feed-forward network is a
 * chain of such tensors, with one node between two of them or, where an activation is written as several, some.
 *
 * @param start the tensors that it begins with, side by side: one, but for a part of a graph with several ways
 * @param tensors the tensors at the cuts, from the first of the start to the output
 * @param segments the nodes between each tensor and the next, in order
 */
public record Chain(List<String> start, List<String> tensors, List<List<OnnxNode>> segments) {
    /** The most nodes: many times what any network has. */
    private static final int LIMIT = 1 << 12;

    public static Chain of(OnnxGraph graph, ShapeInference known, String input, String output)
            throws DataFormatException {
        List<OnnxNode> nodes = live(known.rowNodes(), known, List.of(input), output);
        if (nodes.size() > LIMIT) throw graph.wrong("graph", "at most %d nodes".formatted(LIMIT), nodes.size() + "");
        return of(nodes, known, List.of(input), output);
    }

    /** A tensor by itself, with no nodes behind it. */
    public static Chain empty(String tensor) {
        return new Chain(List.of(tensor), List.of(tensor), List.of());
    }

    /** The way from some tensors to another through some of these nodes. */
    public static Chain between(List<OnnxNode> nodes, ShapeInference known, List<String> start, String output)
            throws DataFormatException {
        return of(live(nodes, known, start, output), known, start, output);
    }

    private static Chain of(List<OnnxNode> nodes, ShapeInference known, List<String> start, String output) {
        Map<String, Integer> lastUse = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String name : nodes.get(i).inputs()) if (known.rows(name) != null) lastUse.put(name, i);
        }
        List<String> tensors = new ArrayList<>(List.of(start.getFirst()));
        List<List<OnnxNode>> segments = new ArrayList<>();
        List<OnnxNode> segment = new ArrayList<>();
        int latest = -1;
        for (String tensor : start) latest = Math.max(latest, lastUse.getOrDefault(tensor, -1));
        for (int i = 0; i < nodes.size(); i++) {
            OnnxNode node = nodes.get(i);
            segment.add(node);
            List<String> used = new ArrayList<>();
            for (String made : node.outputs()) if (lastUse.containsKey(made) || made.equals(output)) used.add(made);
            // A cut: nothing made so far, except for an output of this node, is used later.
            if (latest <= i && used.size() == 1) {
                tensors.add(used.getFirst());
                segments.add(List.copyOf(segment));
                segment.clear();
            }
            for (String made : used) latest = Math.max(latest, lastUse.getOrDefault(made, -1));
        }
        return new Chain(start, tensors, segments);
    }

    /** The way from a cut on. */
    public Chain from(int cut) {
        return new Chain(startOf(cut), tensors.subList(cut, tensors.size()), segments.subList(cut, segments.size()));
    }

    /** The way from a cut to the next. */
    public Chain only(int cut) {
        return new Chain(startOf(cut), tensors.subList(cut, cut + 2), segments.subList(cut, cut + 1));
    }

    /** The tensors at a cut: one, but for the start. */
    List<String> startOf(int cut) {
        return cut == 0 ? start : List.of(tensors.get(cut));
    }

    /** The nodes through which the output depends on what it starts from. */
    static List<OnnxNode> live(List<OnnxNode> all, ShapeInference known, Collection<String> start, String output) {
        Set<String> wanted = new HashSet<>(Set.of(output));
        List<OnnxNode> nodes = new ArrayList<>();
        for (OnnxNode node : all.reversed()) {
            if (node.outputs().stream().noneMatch(wanted::contains)) continue;
            nodes.add(node);
            for (String name : node.inputs()) if (known.rows(name) != null && !start.contains(name)) wanted.add(name);
        }
        return nodes.reversed();
    }
}

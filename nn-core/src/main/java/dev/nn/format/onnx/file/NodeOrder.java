package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of computation of nodes: a file should list them so, but not every one does. */
final class NodeOrder {
    private NodeOrder() {}

    /**
     * The nodes, each behind those whose outputs it takes; in their own order if that is already so.
     *
     * @param given names of tensors that are there before
     * @throws DataFormatException naming a node that depends on itself, or makes what another one makes
     */
    static List<OnnxNode> of(List<OnnxNode> nodes, Set<String> given) throws DataFormatException {
        Set<String> made = new HashSet<>();
        for (OnnxNode node : nodes) {
            for (String output : node.outputs()) {
                if (!output.isEmpty() && !made.add(output)) throw node.madeAgain(output);
            }
        }
        if (isSorted(nodes, given)) return nodes;
        Map<String, Integer> makers = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            for (String output : nodes.get(i).outputs()) if (!output.isEmpty()) makers.putIfAbsent(output, i);
        }
        List<List<Integer>> users = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) users.add(new ArrayList<>());
        int[] missing = new int[nodes.size()];
        for (int i = 0; i < nodes.size(); i++) {
            for (String input : nodes.get(i).inputs()) {
                Integer maker = makers.get(input);
                if (maker == null || given.contains(input)) continue;
                users.get(maker).add(i);
                missing[i]++;
            }
        }
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < missing.length; i++) if (missing[i] == 0) ready.add(i);
        List<OnnxNode> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (int user : users.get(next)) if (--missing[user] == 0) ready.add(user);
        }
        for (int i = 0; i < missing.length; i++) {
            if (missing[i] > 0) throw nodes.get(i).wrong("nodes that don't depend on themselves", "a cycle");
        }
        return sorted;
    }

    private static boolean isSorted(List<OnnxNode> nodes, Set<String> given) {
        Set<String> later = new HashSet<>();
        for (OnnxNode node : nodes) later.addAll(node.outputs());
        later.removeAll(given);
        for (OnnxNode node : nodes) {
            for (String input : node.inputs()) if (!input.isEmpty() && later.contains(input)) return false;
            later.removeAll(node.outputs());
        }
        return true;
    }
}

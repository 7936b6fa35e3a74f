package dev.nn.network;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The columns of a network's input that embeddings read, each with the embedding. */
final class CategoryColumns {
    private final SortedMap<Integer, Embedding> columns = new TreeMap<>();

    private CategoryColumns() {}

    static SortedMap<Integer, Embedding> of(List<Layer> layers) {
        CategoryColumns found = new CategoryColumns();
        found.add(layers, 0);
        return found.columns;
    }

    /** Looks at layers of which the first gets the columns from {@code from} on, until one computes something of them. */
    private void add(List<Layer> layers, int from) {
        int first = from;
        for (Layer layer : layers) {
            switch (layer) {
                case Slice slice -> first += slice.from();
                case Embedding embedding -> {
                    for (int j = 0; j < embedding.in(); j++)
                        columns.merge(first + j, embedding, CategoryColumns::fewer);
                    return;
                }
                case Branched branched -> {
                    for (List<Layer> branch : branched.branches()) add(branch, first);
                    return;
                }
                default -> {
                    return;
                }
            }
        }
    }

    private static Embedding fewer(Embedding one, Embedding other) {
        return one.categories() <= other.categories() ? one : other;
    }
}

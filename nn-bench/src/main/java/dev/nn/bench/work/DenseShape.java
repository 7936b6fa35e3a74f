package dev.nn.bench.work;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of dense layers at work, written batch×in×out with the letter x: {@code 128x784x256}; with more widths a
 * whole network: {@code 128x784x256x128x10}.
 *
 * @param batch rows
 * @param widths the inputs and then the outputs of each layer
 */
public record DenseShape(int batch, List<Integer> widths) implements Shape {
    /** As many outputs have kernels of their own. */
    private static final int NARROW = 16;

    public DenseShape {
        widths = List.copyOf(widths);
        if (batch < 1 || widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "a shape needs a batch and two widths or more, each at least 1, was " + batch + " and " + widths);
        }
    }

    /** One layer. */
    public static DenseShape layer(int batch, int in, int out) {
        return new DenseShape(batch, List.of(in, out));
    }

    /** Reads what {@link #toString} writes. */
    public static DenseShape parse(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split("x", -1)) {
            try {
                numbers.add(Integer.parseInt(part));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a shape is batch x in x out, like 128x784x256, was " + text, e);
            }
        }
        if (numbers.size() < 3) {
            throw new IllegalArgumentException("a shape is batch x in x out, like 128x784x256, was " + text);
        }
        return new DenseShape(numbers.getFirst(), numbers.subList(1, numbers.size()));
    }

    public int in() {
        return widths.getFirst();
    }

    public int out() {
        return widths.getLast();
    }

    @Override
    public long products() {
        return weights();
    }

    @Override
    public long firstProducts() {
        return (long) widths.get(0) * widths.get(1);
    }

    @Override
    public long weights() {
        long sum = 0;
        for (int l = 1; l < widths.size(); l++) sum += (long) widths.get(l - 1) * widths.get(l);
        return sum;
    }

    @Override
    public long values() {
        return widths.stream().mapToLong(Integer::longValue).sum();
    }

    @Override
    public boolean isNetwork() {
        return widths.size() > 2;
    }

    @Override
    public String kind() {
        return !isNetwork() && out() <= NARROW ? "<= " + NARROW + " outputs" : "";
    }

    @Override
    public String toString() {
        return batch + "x" + widths.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }
}

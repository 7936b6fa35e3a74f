package dev.nn.examples.data;

import java.util.List;

/** The ten animals of the cuteness problem: how large, how furry, and whether cute. */
public final class Animals {
    /**
     * One of them.
     *
     * @param name what it is
     * @param size from 0 (small) to 10
     * @param fur from 0 (none) to 10
     * @param cute the truth, as far as there is one
     */
    public record Animal(String name, double size, double fur, boolean cute) {}

    private Animals() {}

    /** All of them, in the order in which a perceptron sees them. */
    public static List<Animal> all() {
        return List.of(
                new Animal("kitten", 0.8, 3.5, true),
                new Animal("crocodile", 7.5, 0.2, false),
                new Animal("hamster", 0.2, 5.9, true),
                new Animal("bear", 7.0, 5.5, false),
                new Animal("puppy", 2.2, 5.0, true),
                new Animal("vulture", 3.2, 1.8, false),
                new Animal("chick", 0.3, 2.4, true),
                new Animal("elephant", 9.6, 0.6, false),
                new Animal("rabbit", 0.7, 4.2, true),
                new Animal("ostrich", 5.5, 2.8, false));
    }

    /** Size and fur of each animal; a target of 1 means cute. */
    public static PlanePoints points() {
        List<Animal> all = all();
        double[][] x = new double[all.size()][];
        int[] labels = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {all.get(i).size(), all.get(i).fur()};
            labels[i] = all.get(i).cute() ? 1 : 0;
        }
        return new PlanePoints(x, labels);
    }
}

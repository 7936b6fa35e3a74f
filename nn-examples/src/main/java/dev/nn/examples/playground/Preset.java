package dev.nn.examples.playground;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * Settings that show something, for a lesson or by themselves.
 *
 * @param name on the command line and in the page
 * @param title in one line
 * @param what what to look at
 * @param lesson name of the lesson that it belongs to
 * @param settings as text
 * @param steps of its recorded form; 0 if it isn't recorded
 */
public record Preset(String name, String title, String what, String lesson, String settings, int steps) {
    /** All of them, from the simplest on. */
    public static final List<Preset> ALL = List.of(
            new Preset(
                    "circle",
                    "A disc in a ring",
                    "Each hidden unit draws one straight border; the output puts them together to a closed curve.",
                    "first-mlp",
                    "data=circle",
                    3000),
            new Preset(
                    "perceptron",
                    "A single neuron",
                    "Two clouds and no hidden layer: three numbers are one straight line, and it is enough.",
                    "perceptron",
                    "data=gauss&layers=&rate=0.03&seed=3&dataseed=3",
                    400),
            new Preset(
                    "xor-linear",
                    "XOR with no hidden layer",
                    "No straight line separates these classes: the loss stays where guessing is.",
                    "boolean-functions",
                    "data=xor&layers=&rate=0.03",
                    1500),
            new Preset(
                    "xor-product",
                    "XOR with one product",
                    "The product x₁x₂ as a feature does what a hidden layer would have to learn.",
                    "polynomial-perceptron",
                    "data=xor&layers=&x=x1x2&rate=0.03",
                    0),
            new Preset(
                    "all-features",
                    "A perceptron with all seven features",
                    "One neuron, curved border: the curves are in the features. L1 takes the weights off those that don't help.",
                    "polynomial-perceptron",
                    "data=circle&noise=10&layers=&x=x1,x2,x1sq,x2sq,x1x2,sinx1,sinx2&rate=0.003&penalty=l1&lambda=0.03",
                    6000),
            new Preset(
                    "linear-units",
                    "Depth without an activation",
                    "Three hidden layers of linear units are one linear map: no better than a single neuron.",
                    "affine-collapse",
                    "data=circle&layers=8,8,8&activation=identity&rate=0.003",
                    0),
            new Preset(
                    "spiral",
                    "The spiral from x and y only",
                    "Two hidden layers of eight and Adam: watch the arms grow outwards.",
                    "optimisers",
                    "data=spiral&layers=8,8&activation=tanh&loss=cross-entropy&optimizer=adam&rate=0.01&batch=20&train=70",
                    12000),
            new Preset(
                    "vanishing",
                    "Gradients that vanish",
                    "Six layers of sigmoids: the gradients' histograms shrink towards the input, and nothing moves.",
                    "optimisers",
                    "data=circle&layers=8,8,8,8,8,8&activation=sigmoid&rate=0.03",
                    6000),
            new Preset(
                    "dead",
                    "Units that die",
                    "A rate too high for ReLU: units that give 0 for every point get no gradient and never come back.",
                    "activations",
                    "data=spiral&layers=8,8&activation=relu&rate=1&init=he-normal",
                    600),
            new Preset(
                    "overfitting",
                    "Learning by heart",
                    "A tenth of the points, a lot of noise: the training loss falls, the test loss rises.",
                    "overfitting",
                    "data=gauss&noise=50&train=10&layers=8,8,8&activation=tanh&optimizer=adam&rate=0.01&loss=cross-entropy",
                    6000),
            new Preset(
                    "animals",
                    "Cute or not",
                    "Ten animals by size and fur, and one neuron: every dot has a name.",
                    "perceptron-training",
                    "data=animals&layers=&train=90&batch=1&rate=0.03",
                    0),
            new Preset(
                    "bumps",
                    "A landscape",
                    "Regression: six bumps, up and down, from two coordinates.",
                    "universal-approximation",
                    "data=bumps&layers=8,8&activation=tanh&optimizer=adam&rate=0.01",
                    0));

    /** Those that belong to a lesson. */
    public static List<Preset> of(String lesson) {
        return ALL.stream().filter(preset -> preset.lesson.equals(lesson)).toList();
    }

    /** Whether the page without a server has it. */
    public boolean isRecorded() {
        return steps > 0;
    }

    /**
     * The one of that name.
     *
     * @throws NoSuchElementException naming the known ones
     */
    public static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("unknown preset '%s'; known: %s"
                        .formatted(
                                name,
                                String.join(", ", ALL.stream().map(Preset::name).toList()))));
    }
}

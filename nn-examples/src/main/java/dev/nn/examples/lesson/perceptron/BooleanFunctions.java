package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.TruthTable;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.perceptron.Separability.Inseparable;
import dev.nn.examples.lesson.perceptron.Separability.Separable;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lesson 3 shows which Boolean functions a perceptron can learn: most of the small ones, few of the larger ones, and XOR
 * never; for each that it can't there is a proof.
 *
 * <p>E, "Which Boolean functions are linearly separable?"; A, exercise 3, "The Limits of Linearity"; B, "Major
 * limitations". The numbers of threshold functions of 1, 2, 3, 4 inputs are 4, 14, 104, 1882 (Muroga: Threshold Logic and
 * its Applications, 1971; OEIS A000609).
 *
 * <p>Run it: {@code ./nn lesson boolean-functions}
 */
public final class BooleanFunctions implements Lesson {
    private static final Parameter FUNCTION =
            Parameter.whole("function", "which of the 16 functions of two inputs to show the way of", 6, 0, 15);
    private static final int MOST_INPUTS = 4;

    /** The number of XOR among the functions of two inputs: 1 for 01 and for 10. */
    static final int XOR = 0b0110;

    private static final String[] NAMES = {
        "never", "NOR", "y and not x", "not x", "x and not y", "not y", "XOR", "NAND", //
        "AND", "XNOR", "y", "y or not x", "x", "x or not y", "OR", "always"
    };

    /** What came of all functions of some number of inputs. */
    private record Census(int learnt, int proven, int mostPasses) {}

    @Override
    public About about() {
        return new About(
                3,
                "boolean-functions",
                "Which Boolean functions a perceptron can learn",
                "E “Which Boolean functions are linearly separable?”; A exercise 3; B “Major limitations”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(FUNCTION);
    }

    @Override
    public LessonReport run(LessonContext context) {
        LessonReport report = new LessonReport("""
                A Boolean function answers yes or no to some yes-or-no questions. With two inputs there are 16 of them: AND,
                OR, XOR and so on. Here a perceptron tries to learn every single one. Either it gets all answers right, or
                its weights come back to where they were, and then it will go round in that circle for ever.""")
                .formula("circle:  Σ nᵢ x̃ᵢ (mistakes at yes) = Σ nᵢ x̃ᵢ (mistakes at no)  ⇒  no plane separates them")
                .claim("XOR “can never be solved by perceptron” (B). Which functions can? (E)");
        TruthTable shown = new TruthTable(2, context.whole(FUNCTION));
        String one = verdict(shown, "Number %d, %s: ".formatted(shown.number(), NAMES[shown.number()]));
        Table table = new Table(
                "Every Boolean function, learnt or proven impossible",
                "inputs | functions | learnt | share | proven impossible | most passes");
        for (int inputs = 1; inputs <= MOST_INPUTS; inputs++) {
            Census census = census(inputs);
            int functions = TruthTable.functions(inputs);
            table.row(
                    "%d | %,d | %,d | %.1f %% | %,d | %d",
                    inputs,
                    functions,
                    census.learnt(),
                    100.0 * census.learnt() / functions,
                    census.proven(),
                    census.mostPasses());
            report.value("learnt" + inputs, census.learnt()).value("proven" + inputs, census.proven());
        }
        return report.measured(
                        """
                Of the 4, 16, 256 and 65,536 functions of 1, 2, 3 and 4 inputs a perceptron learns %.0f, %.0f, %.0f and %,.0f:
                exactly the known numbers of threshold functions, 4, 14, 104 and 1,882.""",
                        report.number("learnt1"),
                        report.number("learnt2"),
                        report.number("learnt3"),
                        report.number("learnt4"))
                .measured("Each of the others has its proof, and each that is learnt its weights. %s", one)
                .value("functionPasses", passes(shown))
                .measured("The more inputs, the rarer the functions that one straight cut can make.")
                .table(table)
                .picture(picture());
    }

    private static Census census(int inputs) {
        int learnt = 0, proven = 0, most = 0;
        for (int number = 0; number < TruthTable.functions(inputs); number++) {
            TruthTable function = new TruthTable(inputs, number);
            double[][] x = function.x();
            int[] answers = function.answers();
            Separability verdict = Separability.of(x, answers);
            if (!verdict.proves(x, answers)) {
                throw new IllegalStateException("neither learnt nor proven impossible: " + function);
            }
            switch (verdict) {
                case Separable yes -> {
                    learnt++;
                    most = Math.max(most, yes.passes());
                }
                case Inseparable no -> {
                    proven++;
                    most = Math.max(most, no.passes());
                }
            }
        }
        return new Census(learnt, proven, most);
    }

    /** The weights that were learnt, or the circle, in words. */
    private static String verdict(TruthTable function, String name) {
        return name
                + switch (Separability.of(function.x(), function.answers())) {
                    case Separable yes ->
                        "learnt: pass %d brings no mistake. Its weights for (1, x, y) are %s."
                                .formatted(yes.passes(), tuple(yes.perceptron().weights()));
                    case Inseparable no ->
                        "impossible, since %s = %s. Weights whose sum is above 0 for each on the left have one above 0 on the right, too."
                                .formatted(sum(no, function, 1), sum(no, function, 0));
                };
    }

    /** Until it was learnt or its weights came back. */
    private static int passes(TruthTable function) {
        return switch (Separability.of(function.x(), function.answers())) {
            case Separable yes -> yes.passes();
            case Inseparable no -> no.passes();
        };
    }

    private static String sum(Inseparable no, TruthTable function, int answer) {
        return IntStream.range(0, no.counts().length)
                .filter(i -> function.answers()[i] == answer && no.counts()[i] > 0)
                .mapToObj(i -> no.counts()[i] + "·" + tuple(1, function.x()[i][0], function.x()[i][1]))
                .collect(Collectors.joining(" + "));
    }

    private static String tuple(double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> String.valueOf((int) value))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static Picture picture() {
        CornerGrid grid = new CornerGrid("All 16 functions of x (to the right) and y (upwards)", 4);
        for (int number = 0; number < NAMES.length; number++) {
            TruthTable function = new TruthTable(2, number);
            double[] border = Separability.of(function.x(), function.answers()) instanceof Separable yes
                    ? yes.perceptron().weights()
                    : null;
            grid.add(NAMES[number], function.answers(), border, border == null ? Palette.VERMILION_INK : Palette.INK);
        }
        return new Picture(
                "all-of-two",
                "The corners of each square are 0 and 1. Filled: the function is 1 there. The red side is the trained perceptron's 1."
                        + " XOR and XNOR have none: no line has both filled corners on one side.",
                grid.draw());
    }
}

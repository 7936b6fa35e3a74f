package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which task a target column asks for, and which classes it has. */
class TargetTest {
    private static final CopyFinder NO_COPIES = CopyFinder.of(Tables.of("a", "1"), new int[1], new int[] {0});

    private static Target learn(@Nullable Task task, String... cells) {
        Table table = Tables.of(Stream.concat(Stream.of("t"), Stream.of(cells)).toArray(String[]::new));
        TargetLearner learner = new TargetLearner(table, 0, task, false);
        return learner.learn(learner.labelled());
    }

    private static String[] cycle(int rows, String... values) {
        return IntStream.range(0, rows).mapToObj(i -> values[i % values.length]).toArray(String[]::new);
    }

    private static List<String> classes(Target target) {
        return ((ClassTarget) target).classes();
    }

    @Test
    void textIsClassesInAlphabeticalOrder() {
        assertThat(classes(learn(null, "b", "a", "c", "a"))).containsExactly("a", "b", "c");
    }

    @Test
    void fewWholeNumbersThatRepeatAreClassesBySize() {
        assertThat(classes(learn(null, cycle(20, "10", "9", "-1")))).containsExactly("-1", "9", "10");
        assertThat(classes(learn(null, cycle(20, "1.0", "0.0")))).containsExactly("0.0", "1.0");
    }

    @Test
    void otherNumbersAreNumbers() {
        assertThat(learn(null, cycle(20, "1.5", "2.5")).task()).as("fractions").isEqualTo(Task.REGRESSION);
        assertThat(learn(null, "1", "2", "3", "4").task()).as("each once").isEqualTo(Task.REGRESSION);
        String[] many = IntStream.range(0, 100).mapToObj(i -> "" + i % 21).toArray(String[]::new);
        assertThat(learn(null, many).task()).as("21 values").isEqualTo(Task.REGRESSION);
    }

    @Test
    void theUserDecides() {
        assertThat(learn(Task.REGRESSION, cycle(20, "1", "0"))).isInstanceOf(NumberTarget.class);
        assertThat(classes(learn(Task.CLASSIFICATION, "1.5", "2.5"))).containsExactly("1.5", "2.5");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(Task.REGRESSION, "1", "x"))
                .withMessage("t.csv, line 3, column 't': the target must be a number for regression, is 'x'");
    }

    @Test
    void oneClassInSeveralSpellingsIsOne() {
        ClassTarget target = (ClassTarget) learn(Task.CLASSIFICATION, "1", "1.0", "2", "2e0");
        assertThat(target.classes()).containsExactly("1", "2");
        assertThat(target.encode("2.00")).isEqualTo(1f);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> target.encode("3"))
                .withMessage("column 't': class '3' was not in training; known: 1, 2");
    }

    /** Keys of more digits than a double has are not one class; the same number written in two ways is. */
    @Test
    void longNumbersAreDifferentClasses() {
        String one = "9007199254740992", two = "9007199254740993";
        ClassTarget target =
                (ClassTarget) learn(Task.CLASSIFICATION, one, two, two + ".0", "1e21", "1" + "0".repeat(21));
        assertThat(target.classes()).containsExactlyInAnyOrder(one, two, "1e21");
        assertThat(target.encode(two)).isNotEqualTo(target.encode(one));
        assertThat(target.encode("+" + two)).isEqualTo(target.encode(two));
        assertThatExceptionOfType(TableException.class)
                .as("an exponent that no number has")
                .isThrownBy(() -> target.encode("1e-9999999999999999"));
    }

    @Test
    void rowsWithoutTargetAreLeftOut() {
        Table table = Tables.of("t", "a", "", "None", "NA", "b");
        assertThat(new TargetLearner(table, 0, null, false).labelled()).containsExactly(0, 2, 4);
        Table numbers = Tables.of("t", "1.5", "", "nan", "2.5");
        assertThat(new TargetLearner(numbers, 0, null, false).labelled()).containsExactly(0, 3);
    }

    @Test
    void nothingToLearnIsAnError() {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(null, "a", "a"))
                .withMessage("t.csv, column 't': there is nothing to learn, every row has a");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(null, "EU", "NA", "EU"))
                .withMessageEndingWith("every row has EU; 'NA' stands for no class");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(null, "1.5", "1.5"))
                .withMessageContaining("nothing to learn");
        String[] many = IntStream.range(0, 1_001).mapToObj(i -> "n" + i).toArray(String[]::new);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(null, many))
                .withMessageContaining("more than 1,000 different values can't be classes");
    }

    @Test
    void logitsBecomeProbabilities() {
        Prediction prediction =
                new ClassTarget("t", List.of("a", "b", "c")).decode(new float[] {9, 1000, 1001, 999}, 1);
        assertThat(prediction.label()).isEqualTo("b");
        assertThat(prediction.value()).isEqualTo(1);
        double sum = 1 + Math.exp(-1) + Math.exp(-2);
        assertThat(prediction.probabilities()[1]).isCloseTo((float) (1 / sum), within(1e-6f));
        assertThat(prediction.probabilities()[2]).isCloseTo((float) (Math.exp(-2) / sum), within(1e-6f));
        assertThat(new ClassTarget("t", List.of("a", "b"))
                        .decode(new float[] {Float.NaN, 0}, 0)
                        .label())
                .isEmpty();
    }

    @Test
    void scaledNumbersBecomeNumbers() {
        NumberTarget target = (NumberTarget) learn(null, "10", "20.5", "30");
        assertThat(target.decode(new float[] {target.encode("30")}, 0).value()).isCloseTo(30, within(1e-5));
    }

    @Test
    void splitHasEachClassInItsShare() {
        int[] rows = IntStream.range(0, 100).toArray();
        int[] groups = IntStream.range(0, 100).map(i -> i < 80 ? 0 : 1).toArray();
        StratifiedSplit split = StratifiedSplit.of(rows, groups, 0.2, 7, NO_COPIES);
        assertThat(split.held()).hasSize(20);
        assertThat(IntStream.of(split.held()).filter(row -> row >= 80).count()).isEqualTo(4);
        assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.held()))
                        .boxed()
                        .collect(Collectors.toSet()))
                .hasSize(100);
        assertThat(StratifiedSplit.of(rows, groups, 0.2, 7, NO_COPIES).held()).containsExactly(split.held());
        assertThat(StratifiedSplit.of(rows, groups, 0.2, 8, NO_COPIES).held()).isNotEqualTo(split.held());
        assertThat(StratifiedSplit.of(new int[] {3, 5}, new int[2], 0.01, 1, NO_COPIES)
                        .held())
                .hasSize(1);
    }
}

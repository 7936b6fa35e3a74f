package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What columns are taken for, and what their cells become. */
class SchemaLearnerTest {
    private static Schema learn(ColumnRules rules, String... lines) {
        Table table = Tables.of(lines);
        int target = table.columns().size() - 1;
        int[] rows = IntStream.range(0, table.rows()).toArray();
        Target learnt = new TargetLearner(table, target, null, false).learn(rows);
        return new SchemaLearner(table, target, rules).learn(learnt, rows);
    }

    private static Schema learn(String... lines) {
        return learn(ColumnRules.DEFAULT, lines);
    }

    private static float[] encode(Schema schema, String... cells) {
        float[] x = new float[schema.inputs()];
        schema.encode(cells, IntStream.range(0, cells.length).toArray(), x, 0);
        return x;
    }

    @Test
    void numbersAreScaled() {
        Schema schema = learn("a,t", "1,x", "3,y", "5,x", "7,y");
        assertThat(schema.columns().getFirst()).isInstanceOf(NumericColumn.class);
        NumericColumn column = (NumericColumn) schema.columns().getFirst();
        assertThat(column.mean()).isEqualTo(4);
        assertThat(column.deviation()).isCloseTo(Math.sqrt(5), within(1e-12));
        assertThat(encode(schema, "4")).containsExactly(0f);
        assertThat(encode(schema, " 7 ")).containsExactly((float) (3 / Math.sqrt(5)));
    }

    @Test
    void scaleIsLearntFromTheGivenRowsOnly() {
        Table table = Tables.of("a,t", "1,x", "3,y", "1000,x");
        Schema schema =
                new SchemaLearner(table, 1, ColumnRules.DEFAULT).learn(new NumberTarget("t", 0, 1), new int[] {0, 1});
        assertThat(((NumericColumn) schema.columns().getFirst()).mean()).isEqualTo(2);
    }

    @Test
    void hugeAndTinyNumbersAreScaledToo() {
        Schema huge = learn("a,t", "1e308,x", "-1e308,y", "1e308,x", "-1e308,y");
        assertThat(encode(huge, "1e308")[0]).isCloseTo(1f, within(1e-6f));
        Schema tiny = learn("a,t", "1e-300,x", "-1e-300,y", "1e-300,x", "-1e-300,y");
        assertThat(encode(tiny, "1e-300")[0]).isCloseTo(1f, within(1e-6f));
        Schema time = learn("a,t", "1700000000,x", "1700000002,y", "1700000000,x", "1700000002,y");
        assertThat(encode(time, "1700000002")).containsExactly(1f);
    }

    @Test
    void textsAreCategories() {
        Schema schema = learn("a,t", "red,x", "blue,y", "red,x", "blue,y", "green,y", "green,x");
        assertThat(encode(schema, "blue")).containsExactly(1f, 0f, 0f);
        assertThat(encode(schema, "red")).containsExactly(0f, 0f, 1f);
        assertThat(encode(schema, "purple")).as("unknown").containsExactly(0f, 0f, 0f);
    }

    @Test
    void rareCategoriesShareAnInputWithUnknownOnes() {
        Schema schema = learn("a,t", "red,x", "blue,y", "red,x", "blue,y", "once,y");
        assertThat(encode(schema, "once")).containsExactly(0f, 0f, 1f);
        assertThat(encode(schema, "never")).containsExactly(0f, 0f, 1f);
    }

    @Test
    void unknownCategoriesCanBeAnError() {
        Schema schema =
                learn(ColumnRules.DEFAULT.unknown(UnknownPolicy.ERROR), "a,t", "red,x", "blue,y", "red,x", "blue,y");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> encode(schema, "purple"))
                .withMessage("column 'a': 'purple' is none of: blue, red");
    }

    @Test
    void missingNumbersHaveTheMeanAndAnIndicator() {
        String[] lines = {"a,t", "1,x", ",y", "3,x", "NA,y"};
        assertThat(encode(learn(lines), "?")).containsExactly(0f, 1f);
        assertThat(encode(learn(lines), "3")).containsExactly(1f, 0f);
        Schema mean = learn(ColumnRules.DEFAULT.missing(MissingPolicy.MEAN), lines);
        assertThat(encode(mean, "")).containsExactly(0f);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(ColumnRules.DEFAULT.missing(MissingPolicy.ERROR), lines))
                .withMessage("t.csv, line 3, column 'a': the value is missing");
    }

    @Test
    void missingCategoriesHaveAnInputOrTheMostFrequent() {
        String[] lines = {"a,t", "red,x", ",y", "blue,x", "red,y", "blue,x", "red,y"};
        assertThat(encode(learn(lines), "")).containsExactly(0f, 0f, 1f);
        Schema mean = learn(ColumnRules.DEFAULT.missing(MissingPolicy.MEAN), lines);
        assertThat(encode(mean, "")).containsExactly(0f, 1f);
    }

    @Test
    void missingWhereTrainingHadNoneIsTheMean() {
        Schema schema = learn("a,t", "1,x", "3,y", "1,x", "3,y");
        assertThat(encode(schema, "")).containsExactly(0f);
    }

    @Test
    void columnsThatTeachNothingAreIgnored() {
        String[] lines = new String[51];
        lines[0] = ",same,none,key,a,t";
        for (int i = 1; i < lines.length; i++) lines[i] = (7 + i) + ",5,,key-" + i + "," + i % 4 + "," + i % 2;
        Schema schema = learn(lines);
        assertThat(schema.columns().stream().map(column -> column instanceof IgnoredColumn i ? i.reason() : "-"))
                .containsExactly("row numbers", "constant", "no values", "50 different texts in 50 rows", "-");
        assertThat(schema.inputs()).isEqualTo(1);
        assertThat(encode(schema, "x", "y", "z", "", "3")).hasSize(1);
    }

    @Test
    void nothingLeftIsAnError() {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn("a,t", "1,x", "1,y"))
                .withMessage("t.csv: no column is left to predict 't' from; 'a' left out: constant");
    }

    @Test
    void numbersCanBeCategories() {
        Schema schema = learn(
                ColumnRules.DEFAULT.categorical(Set.of("a")), "a,t", "10,x", "20,y", "10,x", "20,y", "30,x", "30,y");
        assertThat(encode(schema, "20")).containsExactly(0f, 1f, 0f);
        float[] x = new float[3];
        schema.encode(new float[] {30f}, 0, x, 0);
        assertThat(x).as("from a number").containsExactly(0f, 0f, 1f);
    }

    @Test
    void mistypedNumbersAreNamed() {
        String[] lines = new String[60];
        lines[0] = "a,t";
        for (int i = 1; i < lines.length; i++) lines[i] = i + ".5," + i % 2;
        lines[40] = "oops,1";
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(lines))
                .withMessage("t.csv, line 41, column 'a': 'oops' is not a number, but 58 of the 59 values are;"
                        + " --missing-values 'oops' would read it as missing");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn("a,t", "1,x", "inf,y"))
                .withMessageContaining("line 3, column 'a': infinite");
    }

    @Test
    void valuesThatDoNotFitAreNamedWhenPredicting() {
        Schema schema = learn("a,t", "1,x", "3,y", "1,x", "3,y");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> encode(schema, "many"))
                .withMessage("column 'a': 'many' is not a number");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> encode(schema, "1,5"))
                .withMessageContaining("decimal point");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> encode(schema, "1e300"))
                .withMessageContaining("out of range");
    }
}

package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the user is told about columns, row numbers and classes. */
class UnderstandingTest {
    private static Table table(String first, int rows, IntFunction<String> cell, IntFunction<String> label) {
        TableBuilder table = Table.builder("t.csv", List.of(first, "b", "t"));
        for (int i = 0; i < rows; i++) table.add(cell.apply(i), i * 7 % 11 + ".5", label.apply(i));
        return table.build();
    }

    private static Understanding understand(String first, int rows, IntFunction<String> cell) {
        return new TableTrainer().understand(table(first, rows, cell, i -> i % 2 == 0 ? "x" : "y"), "t");
    }

    private static Understanding labels(int rows, IntFunction<String> label) {
        return new TableTrainer().understand(table("a", rows, i -> i * 5 % 13 + ".25", label), "t");
    }

    private static IntFunction<String> shuffled(int from, int to, int rows) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) numbers.add(i);
        Collections.shuffle(numbers, new Random(1));
        assertThat(numbers).hasSizeGreaterThanOrEqualTo(rows);
        return i -> numbers.get(i).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Id", "ID", "iris_id", "PassengerId", "row", "index", "", "Unnamed: 0", "obs", "case no"})
    void keysAreLeftOut(String name) {
        Understanding sample = understand(name, 40, shuffled(1, 60, 40));
        assertThat(sample.columns().getFirst()).hasToString("left out: row numbers; --numeric keeps them");
        assertThat(sample.schema().inputs()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "1, 41"})
    void aPermutationOfTheRowNumbersIsLeftOutWhateverItsName(int from, int to) {
        assertThat(understand("lot", 40, shuffled(from, to, 40))
                        .columns()
                        .getFirst()
                        .text())
                .isEqualTo("left out: row numbers");
        assertThat(understand("lot", 40, i -> String.valueOf(from + i))
                        .columns()
                        .getFirst()
                        .text())
                .isEqualTo("left out: row numbers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"year", "time", "x", "Day of year", "age", "timestamp"})
    void whatMayMeasureSomethingStaysAndIsNamed(String name) {
        Understanding rising = understand(name, 40, i -> String.valueOf(1 + i));
        assertThat(rising.columns().getFirst().text()).isEqualTo("number, 1 to 40");
        assertThat(rising.columns().getFirst().remark()).contains("no number twice", "--ignore " + name);
        assertThat(understand(name, 40, i -> String.valueOf(1960 + 2 * i))
                        .schema()
                        .inputs())
                .isEqualTo(2);
    }

    @Test
    void numbersThatRepeatOrHaveFractionsAreNoKeys() {
        for (IntFunction<String> cell : List.<IntFunction<String>>of(i -> "" + i / 2, i -> i + ".5")) {
            assertThat(understand("id", 40, cell).columns().getFirst().remark()).isEmpty();
            assertThat(understand("id", 40, cell).schema().inputs()).isEqualTo(2);
        }
    }

    @Test
    void aKeyIsKeptOnRequestOrIfThereIsNothingElse() {
        Table table = table("id", 40, i -> "" + (i + 1), i -> i % 2 == 0 ? "x" : "y");
        ColumnRules rules = ColumnRules.DEFAULT.numeric(Set.of("id"));
        assertThat(new TableTrainer()
                        .rules(rules)
                        .understand(table, "t")
                        .schema()
                        .inputs())
                .isEqualTo(2);
        Understanding only = new TableTrainer()
                .rules(ColumnRules.DEFAULT.ignored(Set.of("b")))
                .understand(table, "t");
        assertThat(only.columns().getFirst().remark()).contains("count the rows");
    }

    @Test
    void codesWithLeadingZerosAreCategories() {
        Understanding codes = understand("zip", 40, i -> "0" + (1000 + i % 4));
        assertThat(codes.columns().getFirst().text()).isEqualTo("4 categories: 01000, 01001, 01002, 01003");
        assertThat(codes.columns().getFirst().remark()).contains("--numeric zip");
        assertThat(understand("share", 40, i -> "0." + (100 + i % 7))
                        .columns()
                        .getFirst()
                        .text())
                .startsWith("number");
        ClassTarget labels =
                (ClassTarget) labels(40, i -> i % 2 == 0 ? "007" : "7").schema().target();
        assertThat(labels.classes()).containsExactly("007", "7");
        assertThat(labels.encode("7.0")).isEqualTo(1f);
    }

    @Test
    void spellingsOfOneClassAreOne() {
        String[] spellings = {"True", "TRUE", "False", " True ", "true", "New York", "new  york", "NewYork", "false"};
        Understanding understood = labels(90, i -> spellings[i % 9]);
        ClassTarget target = (ClassTarget) understood.schema().target();
        assertThat(target.classes()).containsExactly("False", "New York", "True");
        assertThat(understood.target().text()).contains("3 classes: False, New York, True", "TRUE is True");
        assertThat(target.encode("tRUE")).isEqualTo(2f);
        Table table = table("a", 90, i -> i * 5 % 13 + ".25", i -> spellings[i % 2]);
        Target exact = new TableTrainer()
                .rules(ColumnRules.DEFAULT.exactLabels(true))
                .understand(table, "t")
                .schema()
                .target();
        assertThat(((ClassTarget) exact).classes()).containsExactly("TRUE", "True");
        assertThat(exact.encode("True")).isEqualTo(1f);
    }

    @Test
    void spellingsOfOneCategoryAreOne() {
        String[] spellings = {"Red", "RED ", "blue", "Red", "red", "dark  blue", "Dark Blue", "blue", "Dark Blue"};
        Understanding understood = understand("colour", 90, i -> spellings[i % 9]);
        CategoricalColumn column =
                (CategoricalColumn) understood.schema().columns().getFirst();
        assertThat(column.categories()).containsExactly("Dark Blue", "Red", "blue");
        assertThat(understood.columns().getFirst().text())
                .isEqualTo("3 categories: Dark Blue, Red, blue (RED is Red, red is Red, dark  blue is Dark Blue)");
        assertThat(encoded(column, "rEd")).containsExactly(0, 1, 0);
        assertThat(encoded(column, "DARKBLUE")).containsExactly(1, 0, 0);
        assertThat(encoded(column, "green")).containsExactly(0, 0, 0);
        assertThat(column.isUnseen("rEd")).isFalse();
        assertThat(column.isUnseen("green")).isTrue();
        ColumnRules exact = ColumnRules.DEFAULT.exactLabels(true);
        Table table = table("colour", 90, i -> spellings[i % 9], i -> i % 2 == 0 ? "x" : "y");
        Understanding apart = new TableTrainer().rules(exact).understand(table, "t");
        CategoricalColumn all = (CategoricalColumn) apart.schema().columns().getFirst();
        assertThat(all.categories()).containsExactly("Dark Blue", "RED", "Red", "blue", "dark  blue", "red");
        assertThat(all.isUnseen("rEd")).as("which of three?").isTrue();
    }

    @Test
    void lettersInBothCasesAreTwoCategories() {
        assertThat(understand("piece", 90, i -> "" + "KkQq".charAt(i % 4))
                        .columns()
                        .getFirst()
                        .text())
                .isEqualTo("4 categories: K, Q, k, q");
        assertThat(understand("sex", 90, i -> i == 8 ? "f" : "" + "MF".charAt(i / 3 % 2))
                        .columns()
                        .getFirst()
                        .text())
                .isEqualTo("2 categories: F, M (f is F)");
    }

    @Test
    void numbersThatAreCategoriesMayBeWrittenOtherwise() {
        Table table = table("k", 40, i -> i % 4 + ".0", i -> i % 3 == 0 ? "x" : "y");
        ColumnRules rules = ColumnRules.DEFAULT.categorical(Set.of("k")).unknown(UnknownPolicy.ERROR);
        CategoricalColumn column = (CategoricalColumn) new TableTrainer()
                .rules(rules)
                .understand(table, "t")
                .schema()
                .columns()
                .getFirst();
        assertThat(encoded(column, "2")).containsExactly(encoded(column, "2.0"));
        assertThat(encoded(column, "2e0")).containsExactly(0, 0, 1, 0);
        assertThatExceptionOfType(TableException.class).isThrownBy(() -> encoded(column, "02"));
    }

    private static float[] encoded(CategoricalColumn column, String cell) {
        float[] x = new float[column.width()];
        column.encode(cell, x, 0);
        return x;
    }

    /** One typing mistake and a column has no other differences left once it is scaled. */
    @Test
    void valuesFarFromAllOthersAreNamed() {
        IntFunction<String> usual = i -> i * 37 % 100 / 10.0 + "5";
        assertThat(remark(usual)).isEmpty();
        assertThat(remark(i -> i == 7 ? "1e12" : usual.apply(i)))
                .isEqualTo("'1e12' is far from all others (row 8); --missing-values '1e12' would read it as missing");
        assertThat(remark(i -> i == 7 ? "-4000000" : i == 9 ? "77777777" : usual.apply(i)))
                .startsWith("'-4000000' is one of 2 values that are far from all others (row 8); --missing-values");
        for (String code : List.of("-999", "-9999", "9999", "-99", "99999.0", "1e20", "-32768")) {
            assertThat(remark(i -> i % 9 == 2 ? code : usual.apply(i)))
                    .isEqualTo(
                            "'%s' stands 22 times, far from all other values; if it means no value, --missing-values '%s' would read it as missing"
                                    .formatted(code, code));
        }
        assertThat(remark(i -> i % 9 == 2 ? "-999" : i % 9 == 3 ? "-998" : usual.apply(i)))
                .startsWith("'-999' stands 22 times, far from");
        // Skewed, but no single number is apart.
        assertThat(remark(i -> "" + Math.exp(i % 50 / 4.0))).isEmpty();
        assertThat(remark(i -> i % 10 == 0 ? "" + i * 1000.5 : "0")).isEmpty();
        assertThat(remark(i -> i == 0 ? "-1" : i % 100 + "")).isEmpty();
        assertThat(remark(i -> i % 200 == 5 ? "99" : i % 90 + ".5")).isEmpty();
        Table target = table("a", 60, i -> i + ".5", i -> i == 3 ? "1e9" : i * 7 % 50 + ".25");
        assertThat(new TableTrainer().understand(target, "t").target().remark())
                .startsWith("'1e9' is far from all others (row 4)");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> new TableTrainer().epochs(20).fit(target, "t"))
                .withMessageContaining("training diverged")
                .withMessageContaining("the target's '1e9' is far from all others (row 4)");
    }

    private static String remark(IntFunction<String> cell) {
        return understand("size", 200, cell).columns().getFirst().remark();
    }

    @Test
    void columnsThatTellTheTargetAreNamed() {
        String tells = "it tells 't' by itself: will it be known when predicting?";
        assertThat(understand("left", 60, i -> i % 2 == 0 ? "X" : "Y")
                        .columns()
                        .getFirst()
                        .remark())
                .isEqualTo(tells);
        assertThat(understand("left", 60, i -> "" + i % 4).columns().getFirst().remark())
                .isEqualTo(tells);
        assertThat(understand("left", 60, i -> i == 9 ? "X" : i % 2 == 0 ? "X" : "Y")
                        .columns()
                        .getFirst()
                        .remark())
                .isEmpty();
        assertThat(understand("left", 60, i -> "k" + i % 20)
                        .columns()
                        .getFirst()
                        .remark())
                .as("few rows of each")
                .isEmpty();
        Table copy = table("price", 60, i -> i * 7 % 50 + ".50", i -> i * 7 % 50 + ".5");
        assertThat(new TableTrainer().understand(copy, "t").columns().getFirst().remark())
                .isEqualTo(tells);
    }

    @Test
    void namesHaveOneLine() {
        assertThat(TableBuilder.columns("t", List.of("first\r\nname", "a\tb", "c\u001b[2J", " d\n")))
                .containsExactly("first name", "a b", "c?[2J", "d");
    }

    /** Vowels in phonetic spelling, say; merged, two of three classes would be lost. */
    @Test
    void codesInWhichCaseMattersAreDifferentClasses() {
        String[] codes = {"hid", "hId", "hed", "hEd", "hyd"};
        Understanding understood = labels(100, i -> codes[i % 5]);
        ClassTarget target = (ClassTarget) understood.schema().target();
        assertThat(target.classes()).containsExactly("hEd", "hId", "hed", "hid", "hyd");
        assertThat(understood.target().text()).endsWith("; those that differ in case are different");
        assertThat(target.encode("hId")).isEqualTo(1f);
        // A few capitals slipped in, or the other way round.
        assertThat(labels(100, i -> i == 7 ? "hId" : "h" + "iy".charAt(i % 2) + "d")
                        .schema()
                        .target()
                        .outputs())
                .isEqualTo(2);
        assertThat(labels(100, i -> i == 7 ? "iphone" : i % 2 == 0 ? "iPhone" : "other")
                        .schema()
                        .target()
                        .outputs())
                .isEqualTo(2);
        assertThat(labels(100, i -> i % 3 == 0 ? "Yes" : i % 3 == 1 ? "YES" : "No")
                        .schema()
                        .target()
                        .outputs())
                .isEqualTo(2);
    }

    @Test
    void doubtfulClassesAreNamed() {
        assertThat(labels(30, i -> "c" + i).target().remark()).contains("only 30 rows for 30 classes", "--task");
        assertThat(labels(300, i -> "" + i % 15).target().remark()).contains("--task regression");
        assertThat(labels(300, i -> "" + i % 2).target().remark()).isEmpty();
        assertThat(labels(3000, i -> "" + i % 60).target().remark()).contains("--task classification");
        assertThat(labels(300, i -> i % 60 == 0 ? "fraud" : "ok").target().remark())
                .contains("'fraud' has 5 of 300 rows", "--class-weights balanced");
        assertThat(labels(300, i -> i % 3 == 0 ? "a" : "b").target().remark()).isEmpty();
    }

    @Test
    void aHeaderThatIsARowIsSeen() {
        assertThat(Tables.of("5.0,red,yes", "1.5,blue,yes", "2,red,no").headerLooksLikeValues())
                .isTrue();
        assertThat(Tables.of("red,yes", "blue,yes", "red,no").headerLooksLikeValues())
                .isTrue();
        assertThat(Tables.of("a,colour,t", "1.5,blue,yes", "2,red,no").headerLooksLikeValues())
                .isFalse();
        assertThat(Tables.of("country,2001,2002", "France,1,2", "Italy,3,4").headerLooksLikeValues())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0x%x | hexadecimals | the decimal numbers",
                "$%sK | multiples | the whole numbers",
                "%sh 5m | compounds | all in the smaller unit",
                "%s ft 3 in | compounds | all in the smaller unit",
                "%s'11\" | compounds | all in the smaller unit",
                "%s.5±0.3 | pairs | the first number alone",
                "%s (12%%) | pairs | the first number alone",
                "%s years old | numbers and more | the number alone",
                "%s+ | numbers and more | the number alone",
                "%s.1D+05 | exponents | E in place of D",
                "‘%s’ | quotations | the number alone",
                "%s-07 | months | the months since a first one",
            })
    void digitsThatAreNoNumbersAreNamed(String pattern, String kind, String better) {
        assertThat(remark(i -> pattern.strip().formatted((kind.equals("months") ? 1900 + i % 150 : 10 + i))))
                .startsWith(kind.strip() + " such as '")
                .endsWith("a column with " + better + " could be learnt from");
    }

    @Test
    void datesThatLookLikeNumbersAreNamed() {
        for (IntFunction<String> date : List.<IntFunction<String>>of(
                i -> "20%02d%02d%02d".formatted(i % 24, 1 + i % 12, 1 + i % 28),
                i -> "20%02d%02d".formatted(i % 24, 1 + i % 12),
                i -> "%d.%02d".formatted(1 + i % 31, 1 + i * 5 % 12))) {
            assertThat(remark(date)).contains("looks like a date, but is learnt as a number");
        }
        assertThat(remark(i -> "%d.%02d".formatted(1 + i % 31, 1 + i * 5 % 13))).isEmpty();
        assertThat(remark(i -> "2013" + (10 + i % 5))).isEmpty();
    }

    @Test
    void labelsThatMeanNoAnswerAreNamed() {
        assertThat(labels(60, i -> i % 3 == 0 ? "unknown" : i % 3 == 1 ? "a" : "b")
                        .target()
                        .remark())
                .contains("'unknown' is a class; --missing-values 'unknown' leaves its rows out");
        assertThat(labels(60, i -> i % 3 == 0 ? "ND" : i % 3 == 1 ? "SD" : "NY")
                        .target()
                        .remark())
                .isEmpty();
    }

    /** Accents can be encoded in two ways, and Turkish has two letters I. */
    @ParameterizedTest
    @CsvSource({"café, cafe\u0301", "HAYIR, hayır", "İZMİR, izmir", "STRASSE, straße", "Όχι, ΌΧΙ"})
    void spellingsOfOneClassAreOne(String one, String other) {
        assertThat(labels(60, i -> i % 2 == 0 ? "x" : i % 4 == 1 ? one : other)
                        .target()
                        .text())
                .startsWith("2 classes");
    }

    @Test
    void textsBesideNumbersAreNamedForWhatTheyAre() {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> understand("a", 61, i -> i == 60 ? "Total" : i + ".5"))
                .withMessageEndingWith("; or is the last row a total or a note? Then delete it");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> understand("a", 61, i -> i == 0 ? "kg" : i + ".5"))
                .withMessageEndingWith("; or does the first row name units? Then delete it");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> understand("a", 61, i -> i % 20 == 7 ? ">90" : i + ".5"))
                .withMessageContaining("; write the number alone, or --missing-values '>90' would read it as missing");
    }
}

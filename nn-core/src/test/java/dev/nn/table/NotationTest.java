package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people write them: read where the whole column agrees, else named. */
class NotationTest {
    private static ColumnValues values(CellRules rules, String... cells) {
        TableBuilder table = Table.builder("t.csv", List.of("a", "t"), rules);
        for (int i = 0; i < cells.length; i++) table.addLine(i + 2, cells[i], i % 2 == 0 ? "x" : "y");
        return table.build().values(0);
    }

    private static Schema learn(CellRules rules, ColumnRules columns, String... cells) {
        TableBuilder table = Table.builder("t.csv", List.of("a", "t"), rules);
        for (int i = 0; i < cells.length; i++) table.addLine(i + 2, cells[i], i % 2 == 0 ? "x" : "y");
        return new TableTrainer().rules(columns).understand(table.build(), "t").schema();
    }

    /** Cells, then the numbers that they are. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12%; 3.5 %; -7%; 0%                 | 12; 3.5; -7; 0",
                "$5; $1,234.50; -$3; $-4; ($2)       | 5; 1234.5; -3; -4; -2",
                "5 €; 1.234,50 €; -0,75 €            | 5; 1234.5; -0.75",
                "EUR 5; EUR 7.25                     | 5; 7.25",
                "Rs. 500; Rs. 1,50,000; Rs. 20       | 500; 150000; 20",
                "1,637; 950; 12,004; 3,000,001       | 1637; 950; 12004; 3000001",
                "1,637; 950; 800; 2,001              | 1637; 950; 800; 2001",
                "1.234.567; 12; 1.000                | 1234567; 12; 1000",
                "1'234.5; 1'000'000; 7               | 1234.5; 1000000; 7",
                "1’234; 999; 5’000                   | 1234; 999; 5000",
                "1 234; 12 345 678; 5                | 1234; 12345678; 5",
                "1 234,5; 0,25; 7                    | 1234.5; 0.25; 7",
                "3,14; 2,5; -1; 1e3                  | 3.14; 2.5; -1; 1000",
                "(5); 7; (1,000); 20,000             | -5; 7; -1000; 20000",
                "12 kg; 7.5 kg; 80 kg                | 12; 7.5; 80",
                "1 day; 7.5 days; 80 days            | 1; 7.5; 80",
                "21 °C; -3.5 °C; 0 °C                | 21; -3.5; 0",
                "−5; –7.5; 3; 1e−3                   | -5; -7.5; 3; 0.001",
                "5.00-; 7.25; 1,000.00-              | -5; 7.25; -1000",
                "$5.00-; $7.25; 3.5-$                | -5; 7.25; -3.5",
                "- 5; -7.5; + 3                      | -5; -7.5; 3",
                "170cm; 5.5cm; -3cm                  | 170; 5.5; -3",
                "5.5m; 6m; 7m                        | 5.5; 6; 7",
                "١٬٢٣٤٫٥; ٧; ١٢٬٠٠٠                  | 1234.5; 7; 12000",
                "１，２３４．５; ７                      | 1234.5; 7",
            })
    void isReadWhereTheColumnAgrees(String cells, String numbers) {
        String[] texts = cells.split(";", -1), expected = numbers.split(";", -1);
        ColumnValues values = values(CellRules.DEFAULT, texts);
        assertThat(values.notNumbers()).isZero();
        for (int i = 0; i < texts.length; i++) {
            assertThat(values.number(i)).as(texts[i]).isEqualTo(Double.parseDouble(expected[i]));
            assertThat(values.reading().number(texts[i].strip())).isEqualTo(values.number(i));
        }
    }

    @Test
    void blanksThatDoNotBreakLinesAreBlanks() {
        ColumnValues values =
                values(CellRules.DEFAULT, "\u00a01\u202f234", "1\u2009000\u00a0", "\u200b5\u200e", "\u00a0");
        assertThat(values.number(0)).isEqualTo(1234);
        assertThat(values.number(1)).isEqualTo(1000);
        assertThat(values.number(2)).isEqualTo(5);
        assertThat(values.missing()).isEqualTo(1);
    }

    /** Dates, codes, ranges and names stay what they are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-05; 2024-02-07",
                "12:30; 1:05",
                "k1; k2; k3",
                "1-5; 6-10",
                "A$; B$",
                "10.0.0.1; 10.0.0.2",
                "1a; 2a",
                "12a; 14b; 14c",
                "1st; 2nd; 3rd; 10th; 11th; 12th",
                "2-; 1-; 3-",
                "red; green",
                "5 rooms; 3 baths"
            })
    void textsStayTexts(String cells) {
        ColumnValues values = values(CellRules.DEFAULT, cells.split(";", -1));
        assertThat(values.notNumbers()).isEqualTo(values.rows());
        assertThat(values.reading()).isEqualTo(Reading.PLAIN);
    }

    @Test
    void manyWithoutMarkAndMinusBehindAreNumbers() {
        String[] cells = new String[30];
        for (int i = 0; i < cells.length; i++) cells[i] = i + (i % 3 == 0 ? "-" : "");
        ColumnValues values = values(CellRules.DEFAULT, cells);
        assertThat(values.number(6)).isEqualTo(-6);
        assertThat(values.number(7)).isEqualTo(7);
        Schema schema = reread(learn(CellRules.DEFAULT, ColumnRules.DEFAULT, cells));
        float[] x = new float[1], y = new float[1];
        schema.encode(new String[] {"40-"}, new int[] {0}, x, 0);
        schema.encode(new String[] {"-40"}, new int[] {0}, y, 0);
        assertThat(x).containsExactly(y);
    }

    /** Columns that are left out as texts, but could be made numbers of. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-%02d-07           | dates such as '2024-00-07'",
                "%d.12.2024 12:30:00    | dates such as '0.12.2024 12:30:00'",
                "Jan %d, 2024           | dates such as 'Jan 0, 2024'",
                "%d:05                  | times such as '0:05'",
                "%1$d-%1$d              | ranges such as '0-0'",
                "%d/7                   | fractions such as '0/7'",
                "<%d                    | bounds such as '<0'",
                "x%dy                   | ''",
                "r%d                    | ''"
            })
    void textsOfDigitsAreNamedWhereTheyAreLeftOut(String pattern, String remark) {
        TableBuilder table = Table.builder("t.csv", List.of("a", "b", "t"));
        for (int i = 0; i < 60; i++) {
            table.add(pattern.formatted(i), String.valueOf(i * 7 % 13), i % 2 == 0 ? "x" : "y");
        }
        ColumnSummary column =
                new TableTrainer().understand(table.build(), "t").columns().getFirst();
        if (remark.isEmpty()) assertThat(column.remark()).isEmpty();
        else assertThat(column.remark()).startsWith(remark).contains("could be learnt from");
    }

    @Test
    void pointsBeforeThreeDigitsEachAreNamed() {
        for (boolean commas : new boolean[] {false, true}) {
            TableBuilder table = Table.builder("t.csv", List.of("a", "b", "t"));
            for (int i = 0; i < 40; i++) {
                String other = (commas ? "%d,5" : "%d.5").formatted(i * 7 % 13);
                table.add("%d.%03d".formatted(1 + i % 9, i * 37 % 1000), other, i % 2 == 0 ? "x" : "y");
            }
            Table built = table.build();
            if (commas) {
                assertThatExceptionOfType(TableException.class)
                        .isThrownBy(() -> new TableTrainer().understand(built, "t"))
                        .withMessage("t.csv, column 'a': each point stands before three digits; --thousands . reads"
                                + " '4.443' as 4443, and column 'b' has decimal commas; --numeric a reads points as"
                                + " decimal marks");
                TableTrainer asked = new TableTrainer().rules(ColumnRules.DEFAULT.numeric(Set.of("a")));
                assertThat(asked.understand(built, "t").schema().inputs()).isEqualTo(2);
            } else {
                assertThat(new TableTrainer().understand(built, "t").columns().getFirst())
                        .hasToString("number, 1 to 9.962; each point stands before three digits; --thousands . reads"
                                + " '4.443' as 4443");
            }
        }
    }

    @Test
    void straysAreListedWithTheOptionThatReadsThem() {
        String[] cells = new String[60];
        for (int i = 0; i < cells.length; i++) cells[i] = i + ".5";
        cells[7] = "<5";
        cells[9] = "about 7, or 8";
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, cells))
                .withMessage("t.csv, line 9, column 'a': '<5' is not a number, but 58 of the 60 values are;"
                        + " --missing-values '<5,\"about 7, or 8\"' would read them as missing");
        for (int i = 20; i < 23; i++) cells[i] = i + "*";
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, cells))
                .withMessageEndingWith("values are; write all of them alike, or --ignore a leaves the column out");
        String[] infinite = {"1.5", "2.5", "inf", "4.5"};
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, infinite))
                .withMessageEndingWith("; --missing-values 'inf' would read it as missing");
        assertThat(learn(new CellRules(Set.of("inf"), '\0', '\0'), ColumnRules.DEFAULT, infinite)
                        .inputs())
                .isEqualTo(2);
    }

    @Test
    void neverTwoReadingsInOneColumn() {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "1,637", "2,214", "3,918", "9,100"))
                .withMessage("t.csv, column 'a': '1,637' can be 1637 or 1.637: --thousands , or --decimal-comma says"
                        + " which; --ignore a or --categorical a does without");
        CellRules comma = new CellRules(Set.of(), ',', CellRules.FOUND_OUT);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(comma, ColumnRules.DEFAULT, "1,637", "950", "207", "1,100"))
                .withMessageContaining("'1,637' stands beside '950', so commas seem to stand between thousands");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "1.5", "2,5", "3.25", "4.5", "1"))
                .withMessageContaining("'2,5' stands beside '1.5'");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "1.637", "950", "207", "1.100"))
                .withMessageContaining("so points seem to stand between thousands: --thousands . says that");
        CellRules points = new CellRules(Set.of(), '\0', ',');
        assertThat(learn(points, ColumnRules.DEFAULT, "1.637", "950", "207", "1.100")
                        .inputs())
                .isEqualTo(1);
        assertThat(learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "1.637", "0.950", "207", "1.100")
                        .inputs())
                .isEqualTo(1);
        assertThat(values(comma, "1,637", "2,5").number(0)).isEqualTo(1.637);
        assertThat(values(new CellRules(Set.of(), ',', '.'), "1,637", "950").number(0))
                .isEqualTo(1.637);
        assertThat(values(new CellRules(Set.of(), '\0', ','), "1,637", "2,214").number(0))
                .isEqualTo(1637);
        assertThat(values(comma, "1.637", "2.214").number(0)).isEqualTo(1637);
        assertThat(values(comma, "1.5", "2.25").number(0)).as("has no comma").isEqualTo(1.5);
    }

    /** Without the rule, 2,095 would be 2.095 beside 1057. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2,095; 1057; 995; 1,204   | '2,095' stands beside '1057', so commas seem",
                "4,321; 1; 2; 3; 1000      | '4,321' can be 4321 or 4.321: --thousands , or --decimal-comma says which",
                "$2,095; $1057; $995       | '$2,095' stands beside '$1057', so commas seem",
            })
    void commasInSomeOfTheNumbersOnlyNeedAnOption(String cells, String message) {
        String[] texts = cells.split(";", -1);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, texts))
                .withMessageContaining(message);
        boolean dollars = cells.startsWith("$");
        ColumnValues thousands = values(new CellRules(Set.of(), '\0', ','), texts);
        assertThat(thousands.notNumbers()).isZero();
        assertThat(thousands.number(0)).isEqualTo(texts[0].contains("095") ? 2095 : 4321);
        if (dollars) return;
        assertThat(values(new CellRules(Set.of(), ',', '.'), texts).number(0))
                .isEqualTo(texts[0].contains("095") ? 2.095 : 4.321);
    }

    @Test
    void numbersOfTwoKindsAreNoNumbers() {
        ColumnValues values = values(CellRules.DEFAULT, "$5", "€7", "$8", "€9");
        assertThat(values.notNumbers()).isEqualTo(4);
        assertThat(values.found().problem()).contains("'€7'", "'$5'");
    }

    @Test
    void usualMarkersAreMissingAmongNumbersOnly() {
        ColumnValues ages = values(CellRules.DEFAULT, "30", "unknown", "27", "-", ".", "41", "");
        assertThat(ages.missing()).isEqualTo(4);
        assertThat(ages.marked()).isEqualTo(3);
        assertThat(ages.markers()).containsExactly("-", ".", "unknown");
        assertThat(ages.reading().isMissing("Unknown")).isTrue();
        ColumnValues answers = values(CellRules.DEFAULT, "yes", "unknown", "no");
        assertThat(answers.missing()).isZero();
        ColumnValues asked = values(new CellRules(Set.of("Unknown", "-999"), '\0', '\0'), "yes", "unknown", "no");
        assertThat(asked.missing()).isEqualTo(1);
        ColumnValues numbers = values(new CellRules(Set.of("-999"), '\0', '\0'), "1", "-999.0", "3", "-9.99e2");
        assertThat(numbers.missing()).isEqualTo(2);
        assertThat(numbers.number(1)).isNaN();
    }

    @Test
    void predictingReadsAsTrainingDid() {
        Schema learnt = learn(
                new CellRules(Set.of("gone"), '\0', '\0'),
                ColumnRules.DEFAULT,
                "$1,000",
                "$3,000.00",
                "n.a.",
                "$2,000");
        Schema schema = reread(learnt);
        float[] x = new float[schema.inputs()];
        schema.encode(new String[] {"$3,000"}, new int[] {0}, x, 0);
        assertThat(x[0]).isCloseTo((float) Math.sqrt(1.5), within(1e-6f));
        for (String missing : new String[] {"gone", "N.A.", ""}) {
            schema.encode(new String[] {missing}, new int[] {0}, x, 0);
            assertThat(x).as(missing).containsExactly(0f, 1f);
        }
        for (String wrong : new String[] {"€3,000", "$3.000,00", "many"}) {
            assertThatExceptionOfType(TableException.class)
                    .isThrownBy(() -> schema.encode(new String[] {wrong}, new int[] {0}, x, 0))
                    .withMessage(
                            "column 'a': '%s' is not a number with '$', with commas between thousands, as in training"
                                    .formatted(wrong));
        }
    }

    @Test
    void numbersWithoutTheUnitOfTheirColumnAreReadOnRequest() {
        String[] cells = IntStream.range(0, 40)
                .mapToObj(i -> i == 7 ? "14" : i + 0.5 + " kg")
                .toArray(String[]::new);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, cells))
                .withMessage(
                        "t.csv, line 9, column 'a': '14' is not a number like '0.5 kg', but 39 of the 40 values are;"
                                + " --optional-unit reads numbers without 'kg' as with it");
        CellRules optional = new CellRules(Set.of(), '\0', '\0', true);
        assertThat(values(optional, cells).number(7)).isEqualTo(14);
        assertThat(values(optional, cells).number(8)).isEqualTo(8.5);
        Schema schema = reread(learn(optional, ColumnRules.DEFAULT, cells));
        float[] bare = new float[1], full = new float[1];
        schema.encode(new String[] {"3.5"}, new int[] {0}, bare, 0);
        schema.encode(new String[] {"3.5 kg"}, new int[] {0}, full, 0);
        assertThat(bare).containsExactly(full);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> schema.encode(new String[] {"3.5 lb"}, new int[] {0}, bare, 0))
                .withMessageEndingWith("with 'kg' or without, as in training");
    }

    @Test
    void aModelReadsNumbersWithoutUnitOnRequest() {
        Schema schema = reread(learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "€1.50", "€2.50", "€3.50", "€4"));
        float[] bare = new float[1], full = new float[1];
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> schema.encode(new String[] {"3.5"}, new int[] {0}, bare, 0))
                .withMessageEndingWith("as in training; --optional-unit reads numbers without '€' as with it");
        Schema optional = schema.withCells(new CellRules(Set.of(), '\0', '\0', true));
        optional.encode(new String[] {"3.5"}, new int[] {0}, bare, 0);
        schema.encode(new String[] {"€3.5"}, new int[] {0}, full, 0);
        assertThat(bare).containsExactly(full);
    }

    /** Each column's cells, separated by blanks, then what they are. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "€10.885 €900 €12.400 €75               | 10885 900 12400 75",
                "1.250\u00a0€ 900\u00a0€ 2.500\u00a0€         | 1250 900 2500",
                "€1.459 €1.389 €2.019                   | 1.459 1.389 2.019",
                "€1.459 €1.389 €2                       | 1.459 1.389 2",
                "$323,833 $1,250 $99,100                | 323833 1250 99100",
                "£1,459 £2,019                          | 1459 2019",
                "₹4,59,000 ₹2,019                       | 459000 2019",
            })
    void pointsAndCommasBesideMoney(String cells, String numbers) {
        String[] texts = cells.split(" ", -1), expected = numbers.split(" ", -1);
        ColumnValues values = values(CellRules.DEFAULT, texts);
        for (int i = 0; i < texts.length; i++) {
            assertThat(values.number(i)).as(texts[i]).isEqualTo(Double.parseDouble(expected[i]));
        }
    }

    /** Never 10.885 kg beside 900 kg. */
    @Test
    void pointsBesideOtherUnitsAreAskedFor() {
        String[] cells = IntStream.range(0, 40)
                .mapToObj(i -> i % 3 == 0 ? 100 + i + " kg" : i + 1 + "." + (200 + i * 10) + " kg")
                .toArray(String[]::new);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, cells))
                .withMessageContaining(
                        "points seem to stand between thousands: --thousands . says that, --thousands ,");
        assertThat(values(new CellRules(Set.of(), '\0', '.'), cells).number(1)).isEqualTo(2210);
        assertThat(values(new CellRules(Set.of(), '\0', ','), cells).number(1)).isEqualTo(2.21);
        Schema asked = learn(CellRules.DEFAULT, ColumnRules.DEFAULT.numeric(Set.of("a")), cells);
        assertThat(asked.columns().getFirst()).isInstanceOf(NumericColumn.class);
    }

    /** Half of the numbers may lack the unit, and most; without the option the line names it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 15})
    void mixedUnitsAreNamed(int some) {
        for (String unit : new String[] {"%s kg", "%s€", "$%s", "%s %%"}) {
            String[] cells = IntStream.range(0, 100)
                    .mapToObj(i -> i % 20 < some ? i + ".25" : unit.formatted(i + ".25"))
                    .toArray(String[]::new);
            CellRules optional = new CellRules(Set.of(), '\0', '\0', true);
            ColumnValues read = values(optional, cells);
            for (int i = 0; i < cells.length; i++) assertThat(read.number(i)).isEqualTo(i + 0.25);
            if (some > 2) {
                assertThat(values(CellRules.DEFAULT, cells).found().problem())
                        .endsWith("numbers of two kinds; --optional-unit reads numbers without '%s' as with it"
                                .formatted(unit.formatted("").strip()));
            }
        }
    }

    private static Schema reread(Schema schema) {
        try {
            return SchemaJson.read("m", SchemaJson.write(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anotherTableMayBeWrittenOtherwise() {
        Schema schema = learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "1.5", "2.5", "3.5", "4.5");
        float[] expected = new float[1], x = new float[1];
        schema.encode(new String[] {"3.25"}, new int[] {0}, expected, 0);
        Schema comma = schema.withCells(new CellRules(Set.of("gone"), ',', '\0'));
        comma.encode(new String[] {"3,25"}, new int[] {0}, x, 0);
        assertThat(x).containsExactly(expected);
        comma.encode(new String[] {"3.25"}, new int[] {0}, x, 0);
        assertThat(x).as("as in training").containsExactly(expected);
        comma.encode(new String[] {"gone"}, new int[] {0}, x, 0);
        assertThat(x).containsExactly(0f);
    }

    @Test
    void theWayToAnotherDecimalMarkIsNamed() {
        Schema schema = reread(learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "1,5", "2,5", "3,5", "4,25"));
        float[] expected = new float[1], x = new float[1];
        schema.encode(new String[] {"3,125"}, new int[] {0}, expected, 0);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> schema.encode(new String[] {"3.125"}, new int[] {0}, x, 0))
                .withMessage("column 'a': '3.125' is not a number with a decimal comma, as in training;"
                        + " --no-decimal-comma reads points as decimal marks");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> schema.encode(new String[] {"many"}, new int[] {0}, x, 0))
                .withMessageEndingWith("as in training");
        Schema points = schema.withCells(new CellRules(Set.of(), '.', '\0'));
        points.encode(new String[] {"3.125"}, new int[] {0}, x, 0);
        assertThat(x).containsExactly(expected);
        Schema plain = learn(CellRules.DEFAULT, ColumnRules.DEFAULT, "1.5", "2.5", "3.5", "4.25");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> plain.encode(new String[] {"3,125"}, new int[] {0}, x, 0))
                .withMessageEndingWith("; --thousands , or --decimal-comma says how to read it");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> plain.encode(new String[] {"3,1"}, new int[] {0}, x, 0))
                .withMessageEndingWith("write a decimal point instead of the comma, or give --decimal-comma");
    }

    /** What the numbers look like is settled by the first texts; those that follow are read alike. */
    @Test
    void longColumnsAreReadAlike() {
        int rows = 3 * ColumnValues.MOST_TEXTS;
        String[] cells = new String[rows];
        for (int i = 0; i < rows; i++) cells[i] = String.format(Locale.ROOT, "$%,.2f", i * 1.25);
        cells[rows - 2] = "unknown";
        ColumnValues values = values(CellRules.DEFAULT, cells);
        assertThat(values.hasTexts()).isFalse();
        for (int i = 0; i < rows; i++)
            if (i != rows - 2) assertThat(values.number(i)).isEqualTo(i * 1.25);
        assertThat(values.missing()).isEqualTo(1);
        assertThat(values.reading().isMissing("unknown")).isTrue();
        cells[rows - 1] = "€5";
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, cells))
                .withMessageContaining(
                        "t.csv, line %d, column 'a': '€5' is not a number like '$0.00'".formatted(rows + 1));
    }

    /** A wide table forgets its texts before the first comma between thousands comes. */
    @Test
    void thousandsMayBeginLate() {
        int late = ColumnValues.MOST_TEXTS + 500;
        String[] cells = new String[late + 100];
        for (int i = 0; i < cells.length; i++) {
            int round = i / 999;
            cells[i] = String.format(Locale.ROOT, "%.2f", i % 999 + 0.05 * round);
        }
        cells[late] = "1,234.5";
        cells[late + 50] = "12,000";
        ColumnValues values = values(CellRules.DEFAULT, cells);
        assertThat(values.hasTexts()).isFalse();
        assertThat(values.notNumbers()).isZero();
        assertThat(values.number(late)).isEqualTo(1234.5);
        assertThat(values.number(late + 50)).isEqualTo(12000);
        assertThat(values.number(1)).isEqualTo(1);
        assertThat(values.reading().notation().group()).isEqualTo(',');
        cells[late + 70] = "1234.5";
        assertThat(values(CellRules.DEFAULT, cells).notNumber())
                .as("two ways in one column")
                .isEqualTo("1234.5");
    }

    @Test
    void lateCommasThatMayMeanTwoThingsNeedAnOption() {
        int late = ColumnValues.MOST_TEXTS + 500;
        String[] cells = new String[late + 100];
        for (int i = 0; i < cells.length; i++) cells[i] = String.valueOf(i);
        cells[late] = "1,234";
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> learn(CellRules.DEFAULT, ColumnRules.DEFAULT, cells))
                .withMessageContaining("'1,234' is not a number, but 10,599 of the 10,600 values are; --thousands , or")
                .withMessageEndingWith("--decimal-comma says how to read it");
        assertThat(values(new CellRules(Set.of(), '\0', ','), cells).number(late))
                .isEqualTo(1234);
        assertThat(values(new CellRules(Set.of(), ',', '\0'), cells).number(late))
                .isEqualTo(1.234);
    }

    @Test
    void numbersAreWrittenSoThatTheyReadBack() {
        assertThat(CellText.write(1_700_000_013.25)).isEqualTo("1700000013.25");
        assertThat(CellText.write(1_700_000_000_123.0)).isEqualTo("1700000000123");
        assertThat(CellText.write(-0.00012)).isEqualTo("-0.00012");
        assertThat(CellText.write(1e300)).isEqualTo("1.0E300");
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number))
                assertThat(Double.parseDouble(CellText.write(number))).isEqualTo(number);
        }
    }
}

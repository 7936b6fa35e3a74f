package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.kernel.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose cells and encoded rows are in temporary files. */
class LargeTableTest {
    /** More than two blocks of a narrow table. */
    private static final int ROWS = 40_000;

    private static final List<String> HEADER = List.of("number", "few", "id", "colour", "gap", "label");

    /** Numbers of more texts than are kept, of few, texts of both kinds, empty and missing cells, and classes. */
    private static String[] cells(int row, Random random) {
        double number = random.nextGaussian();
        int few = random.nextInt(30);
        return new String[] {
            String.valueOf(number),
            few + (few % 3 == 0 ? ".0" : ""),
            "id" + row,
            row % 7 == 0 ? "" : "c" + random.nextInt(5),
            row % 5 == 0 ? "NA" : row % 11 == 0 ? "" : String.valueOf(row * 0.25),
            number + few * 0.1 > 1.5 ? "in" : "out"
        };
    }

    private static Table table(int rows, long inMemory) {
        TableBuilder table = new TableBuilder("large", HEADER, CellRules.DEFAULT, inMemory);
        Random random = new Random(1);
        for (int row = 0; row < rows; row++) table.addLine(row + 2, cells(row, random));
        return table.build();
    }

    /** Around the ends of blocks of 16,384 rows, and in between. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10_001, 16_383, 16_384, 16_385, 32_768, ROWS})
    void everyCellIsKept(int rows) {
        for (long inMemory : new long[] {Long.MAX_VALUE, 1_000_000, 0}) {
            Table table = table(rows, inMemory);
            Random random = new Random(1);
            for (int row = 0; row < rows; row++) {
                String[] cells = cells(row, random);
                for (int c = 0; c < cells.length; c++) {
                    ColumnValues values = table.values(c);
                    assertThat(values.number(row)).isEqualTo((Double) CellText.number(cells[c]));
                    if (values.hasTexts()) assertThat(values.text(row)).isEqualTo(cells[c]);
                }
            }
            assertThat(table.values(0).hasTexts()).isEqualTo(rows <= ColumnValues.MOST_TEXTS);
            assertThat(table.values(1).hasTexts()).isTrue();
            assertThat(table.values(3).missing()).isEqualTo(Math.ceilDiv(rows, 7));
            assertThat(table.values(2).notNumbers()).isEqualTo(rows);
            assertThat(table.values(2).firstNotNumber()).isEqualTo(rows == 0 ? -1 : 0);
        }
    }

    @Test
    void sameModelInMemoryAndInFiles(@TempDir Path folder) throws IOException {
        String before = System.getProperty("java.io.tmpdir");
        try {
            System.setProperty("java.io.tmpdir", folder.toString());
            assertThat(parameters(0)).containsExactly(parameters(Long.MAX_VALUE));
            // A row is too large for this reading: an error in the middle of the work.
            assertThatExceptionOfType(TableException.class).isThrownBy(() -> {
                TableBuilder table = new TableBuilder("t", List.of("a", "b"), CellRules.DEFAULT, 0);
                for (int row = 0; row < ROWS; row++) table.add("1", "2");
                table.add("1");
            });
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static float[] parameters(long inMemory) {
        TableTrainer trainer = new TableTrainer()
                .kernels(Kernels.named("scalar"))
                .hidden(List.of(4))
                .epochs(1)
                .refit(true);
        trainer.inMemory = inMemory;
        return trainer.fit(table(ROWS, inMemory), "label").model().network().parameters();
    }

    /** With a thousand columns, the different texts of each would add up to more than memory has room for. */
    @Test
    void manyTextsInAllColumnsAreForgotten() {
        int columns = 1_100, rows = 1_300;
        TableBuilder builder = new TableBuilder(
                "wide", IntStream.range(0, columns).mapToObj(c -> "x" + c).toList(), CellRules.DEFAULT, 0);
        String[] cells = new String[columns];
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns; c++) cells[c] = String.valueOf(c == 7 ? row % 40 : row * 2_000 + c);
            builder.add(cells);
        }
        Table table = builder.build();
        long kept = IntStream.range(0, columns)
                .mapToLong(c -> table.values(c).different())
                .sum();
        assertThat(kept).isBetween(1L, 1L << 20);
        assertThat(table.values(7).hasTexts()).isTrue();
        for (int c = 0; c < columns; c++) {
            for (int row = 0; row < rows; row += 99) {
                assertThat(table.values(c).number(row)).isEqualTo(c == 7 ? row % 40 : row * 2_000 + c);
            }
        }
    }

    /** 300,000 rows of 20 numbers are 48 MB, encoded 24 MB: in this heap they would have no room. */
    @Test
    void trainsInASmallHeap() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.lines().toList()).last().isEqualTo("trained");
        }
        assertThat(process.waitFor()).isZero();
    }

    /** The program in the small heap. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] arguments) {
            TableBuilder table = Table.builder(
                    "large", IntStream.range(0, 20).mapToObj(c -> "x" + c).toList());
            Random random = new Random(1);
            String[] cells = new String[20];
            for (int row = 0; row < 300_000; row++) {
                double sum = 0;
                for (int c = 0; c < 19; c++) {
                    double number = random.nextInt(1_000_000) * 1e-3;
                    sum += number * c;
                    cells[c] = String.valueOf(number);
                }
                cells[19] = String.valueOf(sum);
                table.add(cells);
            }
            TableFit fit = new TableTrainer()
                    .kernels(Kernels.named("scalar"))
                    .hidden(List.of())
                    .epochs(1)
                    .fit(table.build(), "x19");
            System.out.println(fit.chosen().validationScore() > 0.5 ? "trained" : fit.chosen());
        }
    }
}

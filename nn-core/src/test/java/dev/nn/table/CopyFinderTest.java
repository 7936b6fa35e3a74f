package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyFinderTest {
    /** Labels without any relation to the numbers, each row so many times, in random order. */
    private static Table noise(int rows, int times, long seed) {
        Random random = new Random(seed);
        List<String[]> all = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String label = random.nextBoolean() ? "yes" : "no";
            String[] row = {random.nextGaussian() + "", random.nextGaussian() + "", random.nextInt(5) + "c", label};
            for (int k = 0; k < times; k++) all.add(row);
        }
        Collections.shuffle(all, random);
        TableBuilder table = Table.builder("t.csv", List.of("a", "b", "c", "t"));
        all.forEach(table::add);
        return table.build();
    }

    private static CopyFinder find(Table table) {
        return CopyFinder.of(
                table,
                IntStream.range(0, table.rows()).toArray(),
                IntStream.range(0, table.columns().size()).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9})
    void copiesAreCountedAndKeptTogether(int times) {
        Table table = noise(101, times, times);
        CopyFinder finder = find(table);
        assertThat(finder.copies()).isEqualTo(new CopiedRows(101 * (times - 1), true));
        int[] part = new Random(1).ints(table.rows(), 0, 5).toArray();
        finder.keepTogether(part, 5);
        for (int i = 0; i < part.length; i++) {
            for (int j = 0; j < i; j++) {
                if (table.values(0).number(i) == table.values(0).number(j))
                    assertThat(part[i]).isEqualTo(part[j]);
            }
        }
        assertThat(Arrays.stream(part).distinct().count()).isEqualTo(5);
    }

    @Test
    void rowsThatDifferInOneCellAreNoCopies() {
        Table table = Tables.of("a,b,t", "1,x,0", "1,y,0", "1,x,1", "2,x,0", ",x,0", "NA,x,0", "1,x,0");
        assertThat(find(table).copies().count()).isEqualTo(1);
        // Only some rows, only some columns.
        CopyFinder some = CopyFinder.of(table, new int[] {0, 1, 2, 3}, new int[] {0, 2});
        assertThat(some.copies().count()).isEqualTo(1);
        assertThat(CopyFinder.of(table, new int[0], new int[] {0}).copies()).isEqualTo(CopiedRows.NONE);
    }

    /** Of few answers many are alike: new rows will be like them, too. */
    @Test
    void rowsOfFewKindsStayApart() {
        TableBuilder table = Table.builder("t.csv", List.of("a", "t"));
        for (int i = 0; i < 400; i++) table.add("" + i % 5, i % 3 == 0 ? "x" : "y");
        CopyFinder finder = find(table.build());
        assertThat(finder.copies()).isEqualTo(new CopiedRows(390, false));
        int[] part = new Random(1).ints(400, 0, 5).toArray();
        int[] before = part.clone();
        finder.keepTogether(part, 5);
        assertThat(part).isEqualTo(before);
    }

    @Test
    void noPartBecomesEmpty() {
        Table table = Tables.of("a,t", "1,x", "1,x", "2,y", "2,y");
        int[] part = {0, 1, 0, 1};
        CopyFinder finder = find(table);
        finder.keepTogether(part, 2);
        assertThat(part).containsExactly(0, 1, 0, 1);
        assertThat(finder.copies().heldOutTogether()).isFalse();
    }

    /** Each label is a coin's throw, so whoever says much more than a half has seen the rows. */
    @Tag("long")
    @ParameterizedTest
    @ValueSource(ints = {200, 700})
    void theScoreOfRowsHeldOutIsHonest(int rows) {
        Table copied = noise(rows, 4, 5);
        TableFit fit = new TableTrainer().seed(3).fit(copied, "t");
        assertThat(fit.copies()).isEqualTo(new CopiedRows(3 * rows, true));
        assertThat(fit.chosen().validationScore()).isBetween(0.3, 0.65);
    }

    /** Row numbers don't make the copies of an oversampled row different. */
    @Test
    void rowNumbersAreNotCompared() {
        TableBuilder table = Table.builder("t.csv", List.of("id", "a", "t"));
        for (int i = 0; i < 60; i++) table.add("" + (i + 1), i % 30 * 7 % 30 + ".5", i % 2 == 0 ? "x" : "y");
        assertThat(new TableTrainer().epochs(3).fit(table.build(), "t").copies())
                .isEqualTo(new CopiedRows(30, true));
    }
}

package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.data.Dataset;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows encoded in memory (a large number of bytes may be there) and in a temporary file (none). */
class EncodedTableTest {
    private static final Schema SCHEMA = new Schema(
            List.of(
                    new NumericColumn("a", 0, 1e-30, MissingPolicy.INDICATOR, true),
                    new IgnoredColumn("left out", "for the test"),
                    new NumericColumn("b", 1, 2, MissingPolicy.MEAN, false)),
            new NumberTarget("y", 0, 1));

    private static Dataset encoded(TableBuilder table, int rows, long inMemory, Arena arena) {
        int[] all = IntStream.range(0, rows).map(i -> rows - 1 - i).toArray();
        return EncodedTable.of(table.build(), SCHEMA, 3, all, inMemory, arena);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0})
    void everyRowIsItsOwn(long inMemory) {
        for (int rows : new int[] {1, 63, 64, 65, 200}) {
            TableBuilder table = Table.builder("t", List.of("a", "left out", "b", "y"));
            for (int i = 0; i < rows; i++) table.add(i % 3 == 0 ? "" : i + "e-30", "x", "" + (2 * i + 1), "" + 10 * i);
            try (Arena arena = Arena.ofConfined()) {
                Dataset data = encoded(table, rows, inMemory, arena);
                assertThat(data.size()).isEqualTo(rows);
                float[] x = new float[5], y = new float[2];
                for (int k = 0; k < rows; k++) {
                    int i = rows - 1 - k;
                    data.copyFeatures(k, x, 1);
                    data.copyTarget(k, y, 1);
                    boolean missing = i % 3 == 0;
                    assertThat(x).containsExactly(0, missing ? 0 : i, missing ? 1 : 0, i, 0);
                    assertThat(y).containsExactly(0, 10f * i);
                }
            }
        }
    }

    /** Although the column of the later row is encoded first. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 0})
    void theFirstRowThatIsWrongIsNamed(long inMemory) {
        TableBuilder table = Table.builder("t", List.of("a", "left out", "b", "y"));
        for (int i = 0; i < 150; i++) table.addLine(i + 2, i == 100 ? "1e20" : "0", "x", i == 120 ? "1e300" : "0", "0");
        try (Arena arena = Arena.ofConfined()) {
            assertThatExceptionOfType(TableException.class)
                    .isThrownBy(() -> encoded(table, 150, inMemory, arena))
                    .withMessageContaining("line 122")
                    .withMessageContaining("'b'");
        }
    }
}

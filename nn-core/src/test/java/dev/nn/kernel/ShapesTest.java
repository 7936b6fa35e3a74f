package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {
    private static final List<Shape> ALL = Shapes.part("1/1").toList();

    @Test
    void theKindsOfShapesAreThere() {
        assertThat(ALL)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(80)
                .anyMatch(s -> s.batch() == 0)
                .anyMatch(s -> s.batch() == 1)
                .anyMatch(s -> s.in() == 1)
                .anyMatch(s -> s.out() == 1)
                .anyMatch(s -> s.in() > 1024);
    }

    /** No part is empty, and what runs take in parts is what one run takes as a whole. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 8})
    void thePartsTogetherAreAllShapes(int parts) {
        List<List<Shape>> taken = IntStream.rangeClosed(1, parts)
                .mapToObj(k -> Shapes.part(k + "/" + parts).toList())
                .toList();
        assertThat(taken)
                .allSatisfy(part -> assertThat(part).hasSizeBetween(ALL.size() / parts, ALL.size() / parts + 1));
        assertThat(taken.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ALL);
    }

    /** A part meets the edges, too: no rows, one row, large sizes. */
    @Test
    void everyEighthHasOfEverything() {
        for (int k = 1; k <= 8; k++) {
            List<Shape> part = Shapes.part(k + "/8").toList();
            assertThat(part)
                    .anyMatch(s -> s.batch() <= 2)
                    .anyMatch(s -> s.in() >= 64)
                    .anyMatch(s -> s.out() >= 32);
        }
    }

    @Test
    void whatIsNoPartIsRefused() {
        for (String wrong :
                Stream.of("", "0/3", "4/3", "1", "1/0", "a/b", "-1/2", "1/2/3").toList()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Shapes.part(wrong))
                    .withMessage("-Dnn.test.shapes=%s: expected k/n with k from 1 to n, as in 2/3", wrong);
        }
    }
}

package dev.nn.kernel;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shapes that kernels are tested on: sizes around those of register tiles, panels and cache blocks (one less, one
 * more), primes, ones, no rows at all, and some drawn by lot.
 *
 * <p>The system property {@value PART} takes a part of them: {@code 2/3} is every third, beginning with the second; all
 * parts together are all shapes. Runs that repeat the tests under several conditions take a part each.
 */
public final class Shapes {
    private static final int[][] AWKWARD = {
        {0, 5, 3},
        {0, 16, 64},
        {1, 1, 1},
        {1, 1, 10},
        {1, 10, 1},
        {1, 16, 16},
        {1, 17, 65},
        {1, 64, 1},
        {1, 128, 128},
        {1, 300, 10},
        {2, 1, 1},
        {2, 3, 5},
        {2, 16, 64},
        {2, 65, 15},
        {2, 1031, 3},
        {3, 1, 2},
        {3, 7, 4},
        {3, 33, 31},
        {3, 64, 128},
        {4, 4, 4},
        {4, 5, 8},
        {4, 16, 16},
        {4, 17, 129},
        {4, 64, 64},
        {4, 513, 16},
        {5, 2, 3},
        {5, 10, 10},
        {5, 15, 17},
        {5, 63, 65},
        {5, 128, 5},
        {7, 7, 7},
        {7, 8, 16},
        {7, 13, 300},
        {7, 31, 33},
        {7, 257, 67},
        {8, 1, 64},
        {8, 8, 8},
        {8, 16, 127},
        {8, 24, 3},
        {8, 128, 10},
        {10, 784, 10},
        {15, 15, 15},
        {15, 16, 17},
        {15, 33, 64},
        {16, 16, 16},
        {16, 17, 63},
        {16, 64, 32},
        {17, 5, 31},
        {17, 17, 17},
        {17, 65, 128},
        {17, 300, 37},
        {31, 2, 65},
        {31, 31, 31},
        {32, 300, 10},
        {33, 15, 16},
        {33, 33, 33},
        {53, 2, 61},
        {63, 10, 4},
        {63, 64, 65},
        {64, 64, 64},
        {64, 127, 2},
        {65, 3, 129},
        {65, 65, 65},
        {65, 1030, 300},
        {97, 101, 103},
        {127, 128, 129},
        {128, 10, 10},
        {128, 300, 64},
        {129, 127, 10},
        {130, 520, 70},
        {300, 10, 16},
    };

    static final String PART = "nn.test.shapes";

    private static final int DRAWN = 12;
    private static final int LARGEST = 150;

    private Shapes() {}

    /** The shapes of the part that this JVM was asked for, for {@link EveryShape}. */
    public static Stream<Shape> all() {
        return part(System.getProperty(PART, "1/1"));
    }

    /** The part of these that this JVM was asked for. */
    public static <T> Stream<T> partOf(List<T> all) {
        return part(System.getProperty(PART, "1/1"), all);
    }

    /** Every {@code n}th shape, from the {@code k}th on, of {@code k/n}. */
    static Stream<Shape> part(String part) {
        return part(
                part,
                Stream.concat(Stream.of(AWKWARD).map(s -> new Shape(s[0], s[1], s[2])), drawn())
                        .toList());
    }

    /** Every {@code n}th of these, from the {@code k}th on, of {@code k/n}. */
    static <T> Stream<T> part(String part, List<T> shapes) {
        Matcher numbers = Pattern.compile("([1-9]\\d{0,3})/([1-9]\\d{0,3})").matcher(part);
        int first = numbers.matches() ? Integer.parseInt(numbers.group(1)) : 1;
        int every = numbers.matches() ? Integer.parseInt(numbers.group(2)) : 0;
        if (first > every) {
            throw new IllegalArgumentException(
                    "-D%s=%s: expected k/n with k from 1 to n, as in 2/3".formatted(PART, part));
        }
        return IntStream.range(0, shapes.size())
                .filter(i -> i % every == first - 1)
                .mapToObj(shapes::get);
    }

    /** The same ones at every run; small sizes are as frequent as large ones. */
    private static Stream<Shape> drawn() {
        Random random = new Random(20250916);
        return IntStream.range(0, DRAWN).mapToObj(i -> new Shape(size(random), size(random), size(random)));
    }

    private static int size(Random random) {
        return (int) Math.exp(random.nextDouble() * Math.log(LARGEST));
    }
}

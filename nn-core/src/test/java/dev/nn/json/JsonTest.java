package dev.nn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void aTreeOfEverything() {
        Object tree = Json.parse(
                " {\"b\" : [1, -2.5e-1,true,\tfalse , null],\n\"a\": {\"\": \"x\", \"e\":{ } },\"c\":[ ]}\r\n");
        Map<String, @Nullable Object> expected = new LinkedHashMap<>();
        expected.put("b", Arrays.asList(1L, -0.25, true, false, null));
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("", "x");
        inner.put("e", Map.of());
        expected.put("a", inner);
        expected.put("c", List.of());
        assertThat(tree).isEqualTo(expected);
        // Equality of maps ignores their order.
        assertThat(Json.write(tree))
                .isEqualTo("{\"b\":[1,-0.25,true,false,null],\"a\":{\"\":\"x\",\"e\":{}},\"c\":[]}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-7, -7",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
    })
    void wholeNumbersAreLong(String text, long value) {
        assertThat(Json.parse(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"-0, -0.0", "1.0, 1", "1e2, 100", "1E+2, 100", "12.5e-1, 1.25", "9223372036854775808, 0x1p63"})
    void otherNumbersAreDouble(String text, double value) {
        assertThat(Json.parse(text)).isEqualTo(value);
    }

    @Test
    void escapesAreUndone() {
        assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\uDE00é😀\""))
                .isEqualTo("\"\\/\b\f\n\r\té😀é😀");
    }

    /** Each with the index of the character that is wrong. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "`` # 0",
                "` ` # 1",
                "{ # 1",
                "[1 # 2",
                "[1,] # 3",
                "[,1] # 1",
                "{\"a\"} # 4",
                "{\"a\":} # 5",
                "{\"a\":1,} # 7",
                "{a:1} # 1",
                "{\"a\":1 \"b\":2} # 7",
                "{\"a\":1,\"b\":2,\"a\":3} # 13",
                "1 2 # 2",
                "{}{} # 2",
                "tru # 0",
                "nul # 0",
                "True # 0",
                "NaN # 0",
                "Infinity # 0",
                "-Infinity # 1",
                "- # 1",
                "+1 # 0",
                ".5 # 0",
                "01 # 1",
                "1. # 2",
                "1e # 2",
                "1e+ # 3",
                "1e999 # 0",
                "0x10 # 1",
                "'a' # 0",
                "\"a # 2",
                "\"a\\ # 3",
                "\"a\\x\" # 3",
                "\"\\u12 # 5",
                "\"\\u12g4\" # 5",
                "\"\\u\u0661234\" # 3",
                "\"\\ud800\" # 1",
                "\"\\ud800\\u0041\" # 1",
                "\"\\udc00\" # 1",
                "\"a\tb\" # 2",
                "[1] // c # 4"
            })
    void whatIsNotJsonIsRefusedWithItsPlace(String text, int offset) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(text))
                .withMessageContaining("character " + offset + ":")
                .satisfies(e -> {
                    assertThat(e.offset()).isEqualTo(offset);
                    assertThat(e.expected()).isNotEmpty();
                    assertThat(e.found()).isNotEmpty();
                });
    }

    @Test
    void nestingIsLimited() {
        String deepest = "[".repeat(Json.MAX_DEPTH) + "]".repeat(Json.MAX_DEPTH);
        assertThat(Json.write(Json.parse(deepest))).isEqualTo(deepest);
        for (String open : List.of("[", "{\"a\":")) {
            String deep = open.repeat(100_000);
            assertThatExceptionOfType(JsonException.class)
                    .isThrownBy(() -> Json.parse(deep))
                    .withMessageContaining("64");
        }
    }

    @Test
    void theNumberOfValuesIsLimited() {
        String most = "[" + String.join(",", Collections.nCopies(Json.MAX_VALUES - 1, "0")) + "]";
        assertThat((List<?>) Json.parse(most)).hasSize(Json.MAX_VALUES - 1);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(most.replaceFirst("0", "0,0")))
                .withMessageContaining("1048576 values");
    }

    @Test
    void endlessNumbersAreRefused() {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse("0." + "1".repeat(1_000_000)))
                .withMessageContaining("1000 characters");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            Object tree = tree(random, 0);
            assertThat(Json.parse(Json.write(tree))).isEqualTo(tree);
        }
    }

    private static @Nullable Object tree(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-1000, 1000));
            case 4 -> string(random);
            case 5 -> {
                @Nullable Object[] elements = new Object[random.nextInt(4)];
                Arrays.setAll(elements, i -> tree(random, depth + 1));
                yield Arrays.asList(elements);
            }
            default -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) members.put(string(random), tree(random, depth + 1));
                yield members;
            }
        };
    }

    private static String string(Random random) {
        return random.ints(random.nextInt(8), 0, 0x400)
                .map(c -> c < 0x100 ? c : 0x1f600 + (c & 0x3f))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void numbersOfOtherTypesAndOrder() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("z", 1);
        members.put("a", 0.1f);
        members.put("k", List.of("\u0001"));
        assertThat(Json.write(members)).isEqualTo("{\"z\":1,\"a\":0.1,\"k\":[\"\\u0001\"]}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatJsonCannotSayIsNotWritten(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.write(number))
                .withMessageContaining("" + number);
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write(Map.of(1, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.write('c')).withMessageContaining("Character");
    }
}

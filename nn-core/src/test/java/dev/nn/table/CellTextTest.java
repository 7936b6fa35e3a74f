package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "+1", "1.5", ".5", "5.", "1e3", "1E-3", "-.5e+07", "00012", "123456789012345678901"})
    void readsNumbersAsJavaDoes(String text) {
        assertThat(CellText.number(text)).isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "-", "1d", "1f", "0x1p3", "1e", "1e+", "1.2.3", "1,5", "1 2", "NaN", "nan", "½", "1_000", "e5",
                "-inf1"
            })
    void refusesWhatIsNoNumber(String text) {
        assertThat(CellText.number(text)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"- 5.5", "−\u00a05.5", "٥٫٥", "-٥.٥", "５．５", "−५.५", "+ 5.5", "5.5e0"})
    void readsDigitsOfOtherScriptsAndBlanksBehindASign(String text) {
        assertThat(Math.abs(CellText.number(text))).isEqualTo(5.5);
        assertThat(CellText.number(text) < 0).isEqualTo("-−".indexOf(text.charAt(0)) >= 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "Inf", "+INFINITY", "infinity", "1e999"})
    void knowsInfinity(String text) {
        assertThat(CellText.number(text)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void readsBackWhateverJavaWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertThat(CellText.number(String.valueOf(number))).isEqualTo(number);
            }
        }
    }

    @Test
    void missingTextsAreKnownInAnyCase() {
        for (String text : new String[] {"", "NA", "na", "N/A", "#N/A", "NaN", "null", "NULL", "None", "?"}) {
            assertThat(CellText.isMissing(text)).as(text).isTrue();
        }
        for (String text : new String[] {"0", "no", "-", "unknown", "Nancy"}) {
            assertThat(CellText.isMissing(text)).as(text).isFalse();
        }
        assertThat(CellText.isMissingLabel("None")).isFalse();
        assertThat(CellText.isMissingLabel("NA")).isTrue();
    }

    @Test
    void decimalCommaIsSeen() {
        assertThat(CellText.hasDecimalComma("-3,14")).isTrue();
        assertThat(CellText.hasDecimalComma("1,234,567")).isFalse();
        assertThat(CellText.hasDecimalComma("1,234.5")).isFalse();
        assertThat(CellText.hasDecimalComma("a,b")).isFalse();
    }
}

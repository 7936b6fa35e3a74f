package dev.nn.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {
    private static final double RELATIVE = 1e-14;

    /** Computed with 40 digits by another program. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, 1.1283791670955126022e-300, 1.0",
        "1e-10, 1.128379167095512615e-10, 0.99999999988716208329",
        "0.1, 0.1124629160182848984, 0.8875370839817151016",
        "0.5, 0.52049987781304653768, 0.47950012218695346232",
        "0.84375, 0.76722566123234163346, 0.23277433876765836654",
        "0.9999, 0.84265927804875947799, 0.15734072195124052201",
        "1, 0.84270079294971486934, 0.15729920705028513066",
        "1.0001, 0.84274229954852032612, 0.15725770045147967388",
        "1.25, 0.92290012825645823014, 0.077099871743541769863",
        "2, 0.99532226501895273416, 0.0046777349810472658379",
        "2.5, 0.99959304798255504106, 0.00040695201744495893956",
        "3.5, 0.99999925690162765859, 7.4309837234141274552e-7",
        "5, 0.99999999999846254021, 1.5374597944280348502e-12",
        "8, 1.0, 1.122429717298292708e-29",
        "12.5, 1.0, 6.2319427819799110061e-70",
        "20, 1.0, 5.3958656116079009289e-176",
        "26, 1.0, 5.6631924088561428465e-296"
    })
    void knownValues(double x, double erf, double erfc) {
        assertThat(ErrorFunction.erf(x)).isCloseTo(erf, within(RELATIVE * erf));
        assertThat(ErrorFunction.erf(-x)).isEqualTo(-ErrorFunction.erf(x));
        assertThat(ErrorFunction.erfc(x)).isCloseTo(erfc, within(RELATIVE * erfc));
        assertThat(ErrorFunction.erfc(-x)).isCloseTo(1 + erf, within(RELATIVE));
    }

    @Test
    void itAgreesWithTheSeriesInSixtyDigits() {
        for (double x = 0; x < 5; x += 0.0137) {
            double expected = Decimal.erf(Decimal.of(x)).doubleValue();
            assertThat(ErrorFunction.erf(x)).as("erf %s", x).isCloseTo(expected, within(RELATIVE * expected));
            double complement =
                    BigDecimal.ONE.subtract(Decimal.erf(Decimal.of(x))).doubleValue();
            assertThat(ErrorFunction.erfc(x)).as("erfc %s", x).isCloseTo(complement, within(RELATIVE * complement));
        }
    }

    @Test
    void specialValues() {
        assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
        assertThat(ErrorFunction.erfc(Double.NaN)).isNaN();
        assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(ErrorFunction.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(ErrorFunction.erfc(Double.POSITIVE_INFINITY)).isZero();
        assertThat(ErrorFunction.erfc(Double.NEGATIVE_INFINITY)).isEqualTo(2);
        assertThat(1 / ErrorFunction.erf(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(ErrorFunction.erfc(0)).isEqualTo(1);
    }
}

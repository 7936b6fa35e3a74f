package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The elementary functions to 1 ulp, on a sample of all floats of every exponent and around the special ones. */
@Tag("width")
class ElementaryFunctionTest {
    private static final long ALL = 1L << 32;
    private static final int STEP = 1009;
    private static final int NEIGHBOURS = 300;
    private static final float[] SPECIAL = {
        0,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1e-8f,
        0.29289f,
        0.41421f,
        0.5f,
        1,
        2,
        3,
        1 << 23,
        1 << 24,
        1 << 25,
        87.3365f,
        87.6832f,
        88.3763f,
        88.7228f,
        89,
        103.2789f,
        103.9721f,
        104,
        0x1p126f,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY
    };

    @ParameterizedTest
    @EnumSource
    void valuesAreWithinOneUlp(ElementaryFunction function) {
        function.sweep(0, ALL, STEP);
    }

    @ParameterizedTest
    @EnumSource
    void bordersAndSpecialValuesAreWithinOneUlp(ElementaryFunction function) {
        for (float special : SPECIAL) {
            for (float signed : new float[] {special, -special}) {
                long bits = Integer.toUnsignedLong(Float.floatToRawIntBits(signed));
                function.sweep(bits - NEIGHBOURS, bits + NEIGHBOURS, 1);
            }
        }
    }

    @Test
    void limitsAreExact() {
        float[] x = new float[16], y = new float[16];
        x[0] = Float.NEGATIVE_INFINITY;
        x[1] = Float.POSITIVE_INFINITY;
        x[2] = Float.NaN;
        x[3] = -0f;
        x[4] = -1;
        x[5] = Math.nextDown(-1f);
        x[6] = Float.MIN_VALUE;
        ElementaryFunction.EXP.apply(x, y, 16);
        assertThat(y).startsWith(0, Float.POSITIVE_INFINITY, Float.NaN, 1);
        ElementaryFunction.LOG1P.apply(x, y, 16);
        assertThat(y)
                .startsWith(Float.NaN, Float.POSITIVE_INFINITY, Float.NaN, -0f, Float.NEGATIVE_INFINITY, Float.NaN);
        assertThat(y[6]).isEqualTo(Float.MIN_VALUE);
    }

    /** In place, and wherever a value stands in a vector. */
    @ParameterizedTest
    @EnumSource
    void theResultMayReplaceTheArgument(ElementaryFunction function) {
        Random random = new Random(4);
        float[] x = new float[64], y = new float[64], single = new float[16], result = new float[16];
        for (int j = 0; j < x.length; j++) x[j] = Math.abs((float) random.nextGaussian()) * 5 - 0.9f;
        function.apply(x, y, x.length);
        for (int j = 0; j < x.length; j++) {
            single[j % 16] = x[j];
            function.apply(single, result, 16);
            assertThat(result[j % 16]).isEqualTo(y[j]);
        }
        function.apply(x, x, x.length);
        assertThat(x).isEqualTo(y);
    }
}

package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.activation.Activation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of {@link ActivationBound}, on a sample of all floats of every exponent and on the special ones. */
@Tag("width")
class ActivationAccuracyTest {
    private static final long ALL = 1L << 32;

    /** Prime, so that the last bits of the samples differ. */
    private static final int STEP = 1009;

    /** Half of the special floats around which everything within this many floats is tried. */
    private static final int NEIGHBOURS = 100;

    private static final float[] SPECIAL = {
        0,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1e-20f,
        0.6f,
        1,
        2,
        9,
        10,
        10.02f,
        10.04f,
        10.065f,
        13.15f,
        17.3f,
        44,
        87.3f,
        87.68f,
        88,
        88.3f,
        88.7228f,
        89,
        103.97f,
        1e19f,
        1e30f,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY
    };

    @ParameterizedTest
    @MethodSource("dev.nn.simd.function.ActivationSweep#activations")
    void valuesAreWithinTheirBounds(Activation activation) {
        ActivationSweep.values(activation, 0, ALL, STEP);
    }

    @ParameterizedTest
    @MethodSource("dev.nn.simd.function.ActivationSweep#activations")
    void slopesAreWithinTheirBounds(Activation activation) {
        ActivationSweep.slopes(activation, 0, ALL, STEP);
    }

    @ParameterizedTest
    @MethodSource("dev.nn.simd.function.ActivationSweep#activations")
    void bordersAndSpecialValuesAreWithinTheirBounds(Activation activation) throws IllegalAccessException {
        for (float special : specialValues(activation)) {
            for (float signed : new float[] {special, -special}) {
                long bits = Integer.toUnsignedLong(Float.floatToRawIntBits(signed));
                ActivationSweep.values(activation, bits - NEIGHBOURS, bits + NEIGHBOURS, 1);
                ActivationSweep.slopes(activation, bits - NEIGHBOURS, bits + NEIGHBOURS, 1);
            }
        }
    }

    /** And the constants of the formula, among which are its borders. */
    private static List<Float> specialValues(Activation activation) throws IllegalAccessException {
        List<Float> values = new ArrayList<>();
        for (float special : SPECIAL) values.add(special);
        if (activation.equals(Activation.IDENTITY)) return values;
        for (Field constant : ActivationBound.formula(activation).getFields()) {
            if (constant.getType() == float.class) values.add(constant.getFloat(null));
        }
        return values;
    }

    /** The canary: a bound that is too narrow is found to be so, among neighbours as among samples. */
    @ParameterizedTest
    @ValueSource(ints = {1, STEP})
    void aBoundThatDoesNotHoldIsFound(int step) {
        long from = Integer.toUnsignedLong(Float.floatToRawIntBits(-1));
        long to = Integer.toUnsignedLong(Float.floatToRawIntBits(-2));
        for (Activation activation : List.of(Activation.SIGMOID, Activation.SOFTPLUS, Activation.GELU)) {
            ActivationSweep.values(activation, from, to, step);
            ActivationBound narrow = ActivationBound.exactly(0.75);
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> ActivationSweep.values(activation, narrow, from, to, step))
                    .withMessageContaining("ulps=0.75");
        }
    }
}

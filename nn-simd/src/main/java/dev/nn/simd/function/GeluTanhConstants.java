package dev.nn.simd.function;

import dev.nn.activation.GeluTanh;

/** The factors of u = 2√(2/π)·(z + {@link GeluTanh#CUBIC}·z³), for powers of e and of 2; a class that needs no vectors. */
public final class GeluTanhConstants {
    private static final double ROOT = 2 * Math.sqrt(2 / Math.PI);

    /** 1 / ln 2, which makes powers of two of powers of e. */
    private static final double TO_BASE_2 = 1 / Math.log(2);

    public static final float LINEAR = (float) ROOT;
    public static final float CUBIC = (float) (ROOT * GeluTanh.CUBIC);

    public static final float LINEAR_2 = (float) (ROOT * TO_BASE_2);
    public static final float CUBIC_2 = (float) (ROOT * GeluTanh.CUBIC * TO_BASE_2);

    /** What the factors for powers of 2 have lost by rounding. */
    public static final float LINEAR_2_LOW = (float) (ROOT * TO_BASE_2 - LINEAR_2);

    public static final float CUBIC_2_LOW = (float) (ROOT * GeluTanh.CUBIC * TO_BASE_2 - CUBIC_2);

    private GeluTanhConstants() {}
}

package dev.nn.simd.formula;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a formula promises, for all 2³² floats as argument: at most so many ulps plus something absolute away from the exact
 * result, with its sign; NaN and infinities are exact. Tests take it from here.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Accuracy {
    /** Where |y| is above 10⁻³ or |z| below 1; for slopes everywhere. */
    double ulps() default 0;

    /** Elsewhere; as many if negative. */
    double ulpsBelow() default -1;

    /** Elsewhere, on top of that; for slopes everywhere. */
    double absolute() default 0;

    /** A result below that may count as 0. */
    double least() default 0;

    /** The checksum that GoldenBitsTest computes of the results for its samples. */
    int bits();
}

package dev.nn.format.onnx.recognise;

/** What single precision loses when steps are folded into one: where it is more than rounding, they stay apart. */
final class Precision {
    /** A sum of numbers of which one is this much larger than the other loses as many bits of it. */
    private static final double LARGE = 16;

    /** What a shift may do to a result: so much in a bias costs no more than rounding does. */
    private static final double LARGE_EFFECT = 64;

    /** Products beyond these are near the ends of single precision, where weights underflow or overflow. */
    private static final double SMALLEST = 0x1p-100, LARGEST = 0x1p100;

    private Precision() {}

    /**
     * Whether two scalings may become one: their shifts must not be large and cancel. x + 2²³ − 2²³ rounds x, it doesn't
     * leave it as it is.
     */
    static boolean survives(Step.Scaling first, Step.Scaling second) {
        int length = Math.max(first.length(), second.length());
        for (int i = 0; i < length; i++) {
            double scale = first.scale(i) * second.scale(i), moved = first.shift(i) * second.scale(i);
            double shift = moved + second.shift(i);
            double largest = Math.max(Math.abs(moved), Math.abs(second.shift(i)));
            boolean cancels = largest > LARGE * Math.max(Math.abs(scale), Math.abs(shift));
            if (cancels || !isNormal(scale, first.scale(i) * second.scale(i) == 0)) return false;
        }
        return true;
    }

    /**
     * Whether a linear map can take a scaling in.
     *
     * @param before whether the scaling comes before the map
     */
    static boolean survives(Step.Linear linear, Step.Scaling scaling, boolean before) {
        int out = linear.out();
        if (!before && !keepsSums(linear, scaling)) return false;
        for (int i = 0; i < linear.weights().length; i++) {
            double factor = scaling.scale(before ? i / out : i % out), weight = linear.weights()[i];
            // 0 · x is NaN where x is infinite: also where a weight is 0, but that is so without the scaling.
            if (factor == 0 || !isNormal(factor * weight, weight == 0)) return false;
        }
        return true;
    }

    /** Whether sums that begin with a scaling's shift, as they do with a bias, keep what the weights add to it. */
    private static boolean keepsSums(Step.Linear linear, Step.Scaling scaling) {
        int out = linear.out();
        for (int j = 0; j < out; j++) {
            double sum = Math.abs(linear.bias()[j]);
            for (int i = 0; i < linear.in(); i++) sum += Math.abs(linear.weights()[i * out + j]);
            if (Math.abs(scaling.shift(j)) > LARGE_EFFECT * sum * Math.abs(scaling.scale(j))) return false;
        }
        return true;
    }

    private static boolean isNormal(double product, boolean mayBeZero) {
        double size = Math.abs(product);
        return size == 0 ? mayBeZero : size >= SMALLEST && size <= LARGEST;
    }

    /** Whether a shift of a map's input, or what that does to one of its results, is large. */
    static boolean isLarge(double shift, Step.Linear linear, int input) {
        if (Math.abs(shift) > LARGE) return true;
        for (int j = 0; j < linear.out(); j++) {
            if (Math.abs(shift * linear.weights()[input * linear.out() + j]) > LARGE_EFFECT) return true;
        }
        return false;
    }
}

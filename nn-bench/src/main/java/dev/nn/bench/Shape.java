package dev.nn.bench;

/**
 * The shape of a dense layer at work, written batch×in×out with the letter x: {@code 128x784x256}.
 *
 * @param batch rows
 * @param in inputs
 * @param out outputs
 */
record Shape(int batch, int in, int out) {
    static Shape parse(String text) {
        String[] parts = text.split("x", -1);
        if (parts.length != 3)
            throw new IllegalArgumentException("a shape is batch x in x out, like 128x784x256, was " + text);
        return new Shape(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    /** Floating-point operations of one product X·W, of Xᵀ·dZ and of dZ·Wᵀ alike: a multiplication and an addition each. */
    double flops() {
        return 2.0 * batch * in * out;
    }
}

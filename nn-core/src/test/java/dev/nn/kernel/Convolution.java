package dev.nn.kernel;

import java.util.Random;

/** The size of one convolution layer at work: so many images of a shape. */
public record Convolution(int batch, ConvolutionShape shape) {
    /** Random numbers that depend on nothing but the sizes, so that a failure's name is enough to repeat it. */
    Random random() {
        return new Random(31L * shape.hashCode() + batch);
    }

    /** Output pixels of all images. */
    int pixels() {
        return batch * shape.outPixels();
    }

    @Override
    public String toString() {
        ConvolutionShape s = shape;
        StringBuilder text = new StringBuilder("%d × %d×%d×%d→%d, kernel %d×%d"
                .formatted(batch, s.height(), s.width(), s.channels(), s.filters(), s.kernelHeight(), s.kernelWidth()));
        if (s.strideHeight() * s.strideWidth() > 1) {
            text.append(", stride %d %d".formatted(s.strideHeight(), s.strideWidth()));
        }
        if (s.dilationHeight() * s.dilationWidth() > 1) {
            text.append(", dilation %d %d".formatted(s.dilationHeight(), s.dilationWidth()));
        }
        if (s.top() + s.left() + s.bottom() + s.right() > 0) {
            text.append(", padding %d %d %d %d".formatted(s.top(), s.left(), s.bottom(), s.right()));
        }
        if (s.groups() > 1) text.append(", %d groups".formatted(s.groups()));
        return text.toString();
    }
}

package dev.nn.examples.lesson.image;

import dev.nn.kernel.ConvolutionShape;

/** A convolution as its formula says it: a loop for each index, nothing else. */
final class DirectLoop {
    private DirectLoop() {}

    /**
     * z of one image.
     *
     * @param parameters W in the order kernel row, kernel column, channel, filter; then b
     */
    static double[] convolve(ConvolutionShape shape, float[] x, float[] parameters) {
        int filters = shape.filters(), channels = shape.channels();
        double[] z = new double[shape.out()];
        for (int row = 0; row < shape.outHeight(); row++) {
            for (int column = 0; column < shape.outWidth(); column++) {
                for (int f = 0; f < filters; f++) {
                    double sum = parameters[shape.patch() * filters + f];
                    // @start region="loop"
                    for (int i = 0; i < shape.kernelHeight(); i++) {
                        for (int j = 0; j < shape.kernelWidth(); j++) {
                            int h = row + i - shape.top(), w = column + j - shape.left();
                            if (h < 0 || h >= shape.height() || w < 0 || w >= shape.width()) continue;
                            for (int c = 0; c < channels; c++) {
                                double pixel = x[(h * shape.width() + w) * channels + c];
                                int weight = (i * shape.kernelWidth() + j) * channels + c;
                                sum += pixel * parameters[weight * filters + f];
                            }
                        }
                    }
                    z[(row * shape.outWidth() + column) * filters + f] = sum;
                    // @end
                }
            }
        }
        return z;
    }
}

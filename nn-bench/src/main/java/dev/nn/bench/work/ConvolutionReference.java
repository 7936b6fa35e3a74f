package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.ConvolutionShape;

/**
 * The right results of a convolution, from its definition in double precision, each with how far float arithmetic may be
 * off; of large results {@linkplain SomeRows some rows}.
 */
public final class ConvolutionReference {
    private final ConvolutionOperands operands;
    private final ConvolutionShape shape;
    private final long seed;

    public ConvolutionReference(ConvolutionOperands operands, long seed) {
        this.operands = operands;
        this.shape = operands.shape().convolution();
        this.seed = seed;
    }

    /**
     * Runs a job and compares all its results.
     *
     * @param who whose job it is
     * @throws WrongResultException naming the first element that is further off than it may be
     */
    public void check(String who, Case chosen, Job job) {
        job.run();
        for (Output output : job.outputs()) {
            Checked checked = new Checked(who, chosen, output);
            float[] actual = job.read(output);
            switch (output) {
                case Y -> forward(checked, actual, chosen.function());
                case DW -> weights(checked, actual);
                case DX -> input(checked, actual);
                case PRODUCT, DZ, DB -> throw new IllegalArgumentException("not checked: " + output);
            }
        }
    }

    private void forward(Checked checked, float[] actual, Activation activation) {
        int filters = shape.filters();
        for (int row : SomeRows.of(operands.shape().outPixels(), (long) shape.patch() * filters, seed)) {
            int image = row / shape.outPixels(), pixel = row % shape.outPixels();
            for (int f = 0; f < filters; f++) {
                Sum sum = new Sum(operands.b()[f]);
                for (int k = 0; k < shape.patch(); k++) {
                    int at = Patches.input(shape, pixel, k, f);
                    if (at >= 0) sum.add(operands.x()[image * shape.in() + at], operands.w()[k * filters + f]);
                }
                double bound = Checked.gamma(shape.patch() + 1) * sum.size * activation.lipschitz();
                checked.require(row, f, actual[row * filters + f], activation.apply(sum.value), bound);
            }
        }
    }

    private void weights(Checked checked, float[] actual) {
        int filters = shape.filters(), pixels = operands.shape().outPixels();
        for (int k : SomeRows.of(shape.patch(), (long) pixels * filters, seed)) {
            for (int f = 0; f < filters; f++) {
                Sum sum = new Sum(0);
                for (int row = 0; row < pixels; row++) {
                    int at = Patches.input(shape, row % shape.outPixels(), k, f);
                    if (at < 0) continue;
                    int image = row / shape.outPixels();
                    sum.add(operands.x()[image * shape.in() + at], operands.dz()[row * filters + f]);
                }
                checked.require(k, f, actual[k * filters + f], sum.value, Checked.gamma(pixels) * sum.size);
            }
        }
    }

    private void input(Checked checked, float[] actual) {
        int filters = shape.filters(), channels = shape.channels(), own = shape.groupChannels();
        int places = shape.kernelHeight() * shape.kernelWidth(), pixels = shape.height() * shape.width();
        int terms = places * shape.groupFilters();
        for (int row : SomeRows.of(operands.shape().inPixels(), (long) terms * channels, seed)) {
            int image = row / pixels, pixel = row % pixels;
            for (int c = 0; c < channels; c++) {
                int first = c / own * shape.groupFilters();
                Sum sum = new Sum(0);
                for (int place = 0; place < places; place++) {
                    int to = Patches.output(shape, pixel, place);
                    if (to < 0) continue;
                    int dz = image * shape.out() + to * filters, w = (place * own + c % own) * filters;
                    for (int f = first; f < first + shape.groupFilters(); f++) {
                        sum.add(operands.dz()[dz + f], operands.w()[w + f]);
                    }
                }
                checked.require(row, c, actual[row * channels + c], sum.value, Checked.gamma(terms) * sum.size);
            }
        }
    }

    /** A sum of products in double precision, and the sum of their sizes. */
    private static final class Sum {
        private double value;
        private double size;

        Sum(double start) {
            value = start;
            size = Math.abs(start);
        }

        void add(double a, double b) {
            value += a * b;
            size += Math.abs(a * b);
        }
    }
}

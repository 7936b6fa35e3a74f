package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution as plain loops: the definition of every operation, and the fallback where no faster kernels run.
 *
 * <p>Weights are row-major, patch × filters. Sums run over kernel rows, kernel columns and channels, or over images and
 * pixels, from first to last in float; what lies beyond the border is left out. The innermost loops run along the filters
 * of a group, or along the channels where each has a filter of its own, so that the JIT compiler can vectorise them.
 */
public final class ScalarConvolutionKernels implements ConvolutionKernels {
    @Override
    public WeightLayout weightLayout(ConvolutionShape shape) {
        return WeightLayout.rowMajor(shape.patch(), shape.filters());
    }

    @Override
    public int scratch(ConvolutionShape shape) {
        return 0;
    }

    @Override
    public void convolve(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace) {
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        forward(fromPixel, toPixel, x, shape, parameters, null, activation, sums, y);
    }

    @Override
    public FrozenAffine freeze(ConvolutionShape shape, Affine parameters, Precision precision) {
        return precision == Precision.BF16
                ? new FrozenHalves(parameters)
                : ConvolutionKernels.super.freeze(shape, parameters, precision);
    }

    @Override
    public void predict(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            FrozenAffine parameters,
            Activation activation,
            Rows y,
            Workspace workspace) {
        if (parameters instanceof FrozenHalves halves) {
            forward(fromPixel, toPixel, x, shape, null, halves, activation, y, y);
        } else {
            ConvolutionKernels.super.predict(fromPixel, toPixel, x, shape, parameters, activation, y, workspace);
        }
    }

    /** With one of both kinds of parameters. */
    private static void forward(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            @Nullable Affine floats,
            @Nullable FrozenHalves halves,
            Activation activation,
            Rows sums,
            Rows y) {
        int filters = shape.filters(), pixels = shape.outPixels(), outWidth = shape.outWidth();
        for (int p = fromPixel; p < toPixel; p++) {
            int image = p / pixels, pixel = p % pixels;
            int s = sums.index(image, pixel * filters), yp = y.index(image, pixel * filters);
            if (floats != null) System.arraycopy(floats.data(), floats.bias(), sums.data(), s, filters);
            if (halves != null) System.arraycopy(halves.bias(), 0, sums.data(), s, filters);
            int h = pixel / outWidth * shape.strideHeight() - shape.top();
            int w = pixel % outWidth * shape.strideWidth() - shape.left();
            for (int i = 0; i < shape.kernelHeight(); i++) {
                for (int j = 0; j < shape.kernelWidth(); j++) {
                    int at = pixel(shape, h + i * shape.dilationHeight(), w + j * shape.dilationWidth());
                    if (at < 0) continue;
                    int from = x.index(image, at), row = row(shape, i, j);
                    if (floats != null) addPixel(shape, x.data(), from, floats, row, sums.data(), s);
                    if (halves != null) addPixel(shape, x.data(), from, halves, row, sums.data(), s);
                }
            }
            for (int f = 0; f < filters; f++) y.data()[yp + f] = (float) activation.apply(sums.data()[s + f]);
        }
    }

    /** sums += one pixel of X times its rows of W. */
    private static void addPixel(
            ConvolutionShape shape, float[] x, int at, Affine parameters, int row, float[] sums, int s) {
        int filters = shape.filters(), own = shape.groupFilters(), channels = shape.groupChannels();
        float[] w = parameters.data();
        int k = parameters.weights() + row * filters;
        if (shape.isDepthwise()) {
            addProducts(x, at, w, k, sums, s, filters);
            return;
        }
        for (int g = 0; g < shape.groups(); g++) {
            for (int c = 0; c < channels; c++) {
                addScaled(x[at + g * channels + c], w, k + c * filters + g * own, sums, s + g * own, own);
            }
        }
    }

    /** The same with halves. */
    private static void addPixel(
            ConvolutionShape shape, float[] x, int at, FrozenHalves halves, int row, float[] sums, int s) {
        int filters = shape.filters(), own = shape.groupFilters(), channels = shape.groupChannels();
        int k = row * filters;
        if (shape.isDepthwise()) {
            halves.addProducts(x, at, k, sums, s, filters);
            return;
        }
        for (int g = 0; g < shape.groups(); g++) {
            for (int c = 0; c < channels; c++) {
                halves.addScaled(x[at + g * channels + c], k + c * filters + g * own, sums, s + g * own, own);
            }
        }
    }

    @Override
    public void convolveWeights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            ConvolutionShape shape,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace) {
        int filters = shape.filters(), channels = shape.groupChannels();
        float[] dw = gradient.data();
        for (int k = fromRow; k < toRow; k++) {
            int row = gradient.weights() + k * filters, c = k % channels, position = k / channels;
            int i = position / shape.kernelWidth(), j = position % shape.kernelWidth();
            if (!accumulate) Arrays.fill(dw, row, row + filters, 0f);
            for (int image = 0; image < batch; image++) {
                for (int oh = 0; oh < shape.outHeight(); oh++) {
                    int h = oh * shape.strideHeight() - shape.top() + i * shape.dilationHeight();
                    for (int ow = 0; ow < shape.outWidth(); ow++) {
                        int w = ow * shape.strideWidth() - shape.left() + j * shape.dilationWidth();
                        int at = pixel(shape, h, w);
                        if (at < 0) continue;
                        int d = dz.index(image, (oh * shape.outWidth() + ow) * filters);
                        addGradient(shape, x.data(), x.index(image, at) + c, dz.data(), d, dw, row);
                    }
                }
            }
        }
    }

    /** A row of dW += one channel of each group, at {@code at} for the first, times one pixel of dZ. */
    private static void addGradient(ConvolutionShape shape, float[] x, int at, float[] dz, int d, float[] dw, int row) {
        int own = shape.groupFilters(), channels = shape.groupChannels();
        if (shape.isDepthwise()) {
            addProducts(x, at, dz, d, dw, row, shape.filters());
            return;
        }
        for (int g = 0; g < shape.groups(); g++) {
            addScaled(x[at + g * channels], dz, d + g * own, dw, row + g * own, own);
        }
    }

    @Override
    public void convolveInput(
            int fromImage,
            int toImage,
            Rows dz,
            ConvolutionShape shape,
            Affine parameters,
            Rows dx,
            Workspace workspace) {
        int filters = shape.filters(), pixels = shape.outPixels(), outWidth = shape.outWidth();
        for (int image = fromImage; image < toImage; image++) {
            int first = dx.index(image, 0);
            Arrays.fill(dx.data(), first, first + shape.in(), 0f);
            for (int pixel = 0; pixel < pixels; pixel++) {
                int h = pixel / outWidth * shape.strideHeight() - shape.top();
                int w = pixel % outWidth * shape.strideWidth() - shape.left();
                int d = dz.index(image, pixel * filters);
                for (int i = 0; i < shape.kernelHeight(); i++) {
                    for (int j = 0; j < shape.kernelWidth(); j++) {
                        int at = pixel(shape, h + i * shape.dilationHeight(), w + j * shape.dilationWidth());
                        if (at < 0) continue;
                        addInput(shape, dz.data(), d, parameters, row(shape, i, j), dx.data(), first + at);
                    }
                }
            }
        }
    }

    /** One pixel of dX += one pixel of dZ times rows of W, transposed. */
    private static void addInput(
            ConvolutionShape shape, float[] dz, int d, Affine parameters, int row, float[] dx, int at) {
        int filters = shape.filters(), own = shape.groupFilters(), channels = shape.groupChannels();
        float[] w = parameters.data();
        int k = parameters.weights() + row * filters;
        if (shape.isDepthwise()) {
            addProducts(dz, d, w, k, dx, at, filters);
            return;
        }
        for (int g = 0; g < shape.groups(); g++) {
            for (int c = 0; c < channels; c++) {
                dx[at + g * channels + c] += dot(dz, d + g * own, w, k + c * filters + g * own, own);
            }
        }
    }

    /** The first row of W that belongs to this place in the kernel. */
    private static int row(ConvolutionShape shape, int i, int j) {
        return (i * shape.kernelWidth() + j) * shape.groupChannels();
    }

    /** Where a pixel of the input begins in its image; −1 beyond the border. */
    private static int pixel(ConvolutionShape shape, int h, int w) {
        boolean inside = h >= 0 && h < shape.height() && w >= 0 && w < shape.width();
        return inside ? (h * shape.width() + w) * shape.channels() : -1;
    }

    /** target += a · source, over n floats. */
    private static void addScaled(float a, float[] source, int s, float[] target, int t, int n) {
        for (int j = 0; j < n; j++) target[t + j] += a * source[s + j];
    }

    /** target += a ⊙ b, over n floats. */
    private static void addProducts(float[] a, int ai, float[] b, int bi, float[] target, int t, int n) {
        for (int j = 0; j < n; j++) target[t + j] += a[ai + j] * b[bi + j];
    }

    private static float dot(float[] a, int ai, float[] b, int bi, int n) {
        float sum = 0;
        for (int k = 0; k < n; k++) sum += a[ai + k] * b[bi + k];
        return sum;
    }
}

package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Convolutions by matrices of patches (im2col) and EJML's products in double precision: a second way to the same numbers,
 * which shares no line with the others.
 */
final class Im2colConvolution extends DelegatingConvolution {
    /** The place in X of a number of a patch, or −1 in the padding. */
    private static int place(ConvolutionShape shape, int pixel, int k, int group) {
        int c = k % shape.groupChannels(), at = k / shape.groupChannels();
        int h = pixel / shape.outWidth() * shape.strideHeight() - shape.top();
        int w = pixel % shape.outWidth() * shape.strideWidth() - shape.left();
        h += at / shape.kernelWidth() * shape.dilationHeight();
        w += at % shape.kernelWidth() * shape.dilationWidth();
        if (h < 0 || w < 0 || h >= shape.height() || w >= shape.width()) return -1;
        return (h * shape.width() + w) * shape.channels() + group * shape.groupChannels() + c;
    }

    private static DMatrixRMaj patches(ConvolutionShape shape, Rows x, int image, int group) {
        DMatrixRMaj patches = new DMatrixRMaj(shape.outPixels(), shape.patch());
        for (int p = 0; p < patches.numRows; p++) {
            for (int k = 0; k < patches.numCols; k++) {
                int at = place(shape, p, k, group);
                if (at >= 0) patches.set(p, k, x.data()[x.index(image, at)]);
            }
        }
        return patches;
    }

    private static DMatrixRMaj weights(ConvolutionShape shape, Affine parameters, int group) {
        DMatrixRMaj weights = new DMatrixRMaj(shape.patch(), shape.groupFilters());
        for (int k = 0; k < weights.numRows; k++) {
            for (int f = 0; f < weights.numCols; f++) {
                weights.set(k, f, parameters.weight(k, group * shape.groupFilters() + f));
            }
        }
        return weights;
    }

    private static DMatrixRMaj gradient(ConvolutionShape shape, Rows dz, int image, int group) {
        DMatrixRMaj gradient = new DMatrixRMaj(shape.outPixels(), shape.groupFilters());
        for (int p = 0; p < gradient.numRows; p++) {
            for (int f = 0; f < gradient.numCols; f++) {
                gradient.set(p, f, dz.data()[dz.index(image, p * shape.filters() + group * shape.groupFilters() + f)]);
            }
        }
        return gradient;
    }

    @Override
    public void convolve(
            int from,
            int to,
            Rows x,
            ConvolutionShape shape,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace) {
        int pixels = shape.outPixels();
        for (int group = 0; group < shape.groups(); group++) {
            DMatrixRMaj w = weights(shape, parameters, group), sums = new DMatrixRMaj(pixels, w.numCols);
            for (int image = from / pixels; image * pixels < to; image++) {
                CommonOps_DDRM.mult(patches(shape, x, image, group), w, sums);
                for (int p = Math.max(from, image * pixels); p < Math.min(to, (image + 1) * pixels); p++) {
                    for (int f = 0; f < w.numCols; f++) {
                        int filter = group * w.numCols + f, at = p % pixels * shape.filters() + filter;
                        float sum = (float) (sums.get(p % pixels, f) + parameters.bias(filter));
                        if (activation.saved() == Saved.INPUT) z.data()[z.index(image, at)] = sum;
                        y.data()[y.index(image, at)] = (float) activation.apply(sum);
                    }
                }
            }
        }
    }

    @Override
    public void convolveWeights(
            int batch,
            int from,
            int to,
            Rows x,
            ConvolutionShape shape,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace) {
        for (int group = 0; group < shape.groups(); group++) {
            DMatrixRMaj dw = new DMatrixRMaj(shape.patch(), shape.groupFilters());
            for (int image = 0; image < batch; image++) {
                CommonOps_DDRM.multAddTransA(patches(shape, x, image, group), gradient(shape, dz, image, group), dw);
            }
            for (int k = from; k < to; k++) {
                for (int f = 0; f < dw.numCols; f++) {
                    int filter = group * dw.numCols + f;
                    float start = accumulate ? gradient.weight(k, filter) : 0;
                    gradient.setWeight(k, filter, (float) (start + dw.get(k, f)));
                }
            }
        }
    }

    @Override
    public void convolveInput(
            int from, int to, Rows dz, ConvolutionShape shape, Affine parameters, Rows dx, Workspace workspace) {
        for (int image = from; image < to; image++) {
            double[] sums = new double[shape.in()];
            for (int group = 0; group < shape.groups(); group++) {
                DMatrixRMaj patches = new DMatrixRMaj(shape.outPixels(), shape.patch());
                CommonOps_DDRM.multTransB(
                        gradient(shape, dz, image, group), weights(shape, parameters, group), patches);
                for (int p = 0; p < patches.numRows; p++) {
                    for (int k = 0; k < patches.numCols; k++) {
                        int at = place(shape, p, k, group);
                        if (at >= 0) sums[at] += patches.get(p, k);
                    }
                }
            }
            for (int i = 0; i < sums.length; i++) dx.data()[dx.index(image, i)] = (float) sums[i];
        }
    }
}

package dev.nn.kernel;

import dev.nn.activation.Activation;
import java.util.Random;

/** NaN and infinities: they reach what depends on them, and nothing else. */
interface ConvolutionSpecialValuesContract extends ConvolutionContract {
    /** An element of X that some output depends on. */
    private static int[] seen(ConvolutionCase layer, Random random) {
        int[] place = new int[3];
        int[] count = new int[1];
        layer.forEachTerm((image, x, k, f, z) -> {
            // One of all terms, each with the same probability.
            if (random.nextInt(++count[0]) > 0) return;
            place[0] = image;
            place[1] = x;
            place[2] = z;
        });
        return count[0] == 0 ? new int[0] : place;
    }

    @EveryConvolution
    default void nanInAPixelReachesTheOutputsThatSeeIt(Convolution convolution) {
        ConvolutionCase layer = layer(convolution), poisoned = layer(convolution);
        int[] place = seen(layer, convolution.random());
        if (place.length == 0) return;
        poisoned.x.set(place[0], place[1], Float.NaN);
        GuardedRows y = layer.outputs(), actual = y.copy();
        layer.convolve(0, convolution.pixels(), Activation.RELU, y, y);
        poisoned.convolve(0, convolution.pixels(), Activation.RELU, actual, actual);
        layer.forEachTerm((image, x, k, f, z) -> {
            if (image == place[0] && x == place[1]) y.set(image, z, Float.NaN);
        });
        actual.assertSameBits(layer.describe("Y with NaN in x[%d][%d]".formatted(place[0], place[1])), y);
    }

    @EveryConvolution
    default void infinityInAPixelHasTheSignOfTheWeight(Convolution convolution) {
        ConvolutionCase layer = layer(convolution), poisoned = layer(convolution);
        int[] place = seen(layer, convolution.random());
        if (place.length == 0) return;
        poisoned.x.set(place[0], place[1], Float.NEGATIVE_INFINITY);
        GuardedRows y = layer.outputs(), actual = y.copy();
        layer.convolve(0, convolution.pixels(), Activation.IDENTITY, y, y);
        poisoned.convolve(0, convolution.pixels(), Activation.IDENTITY, actual, actual);
        layer.forEachTerm((image, x, k, f, z) -> {
            if (image != place[0] || x != place[1]) return;
            y.set(image, z, Math.signum(layer.parameters.view().weight(k, f)) * Float.NEGATIVE_INFINITY);
        });
        actual.assertSameBits(layer.describe("Y with -∞ in x[%d][%d]".formatted(place[0], place[1])), y);
    }

    @EveryConvolution
    default void nanInDzReachesTheInputsBelowItAndItsFilter(Convolution convolution) {
        ConvolutionCase layer = layer(convolution), poisoned = layer(convolution);
        int[] place = seen(layer, convolution.random());
        if (place.length == 0) return;
        poisoned.dz.set(place[0], place[2], Float.NaN);
        String what = "with NaN in dZ[%d][%d]".formatted(place[0], place[2]);
        GuardedRows dx = layer.inputs(), actualDx = dx.copy();
        layer.convolveInput(0, layer.batch, dx);
        poisoned.convolveInput(0, layer.batch, actualDx);
        GuardedAffine dw = layer.gradient(), actualDw = dw.copy();
        layer.convolveWeights(0, layer.shape.patch(), dw, false);
        poisoned.convolveWeights(0, layer.shape.patch(), actualDw, false);
        int filter = place[2] % layer.shape.filters();
        layer.forEachTerm((image, x, k, f, z) -> {
            if (image != place[0] || z != place[2]) return;
            dx.set(image, x, Float.NaN);
            dw.view().setWeight(k, f, Float.NaN);
        });
        // Where the kernel lies on padding there, zero times NaN may be left out.
        for (int k = 0; k < layer.shape.patch(); k++) {
            if (Float.isNaN(actualDw.view().weight(k, filter))) dw.view().setWeight(k, filter, Float.NaN);
        }
        actualDx.assertSameBits(layer.describe("dX " + what), dx);
        actualDw.assertSameBits(layer.describe("dW " + what), dw);
    }

    @EveryConvolution
    default void nanInAWeightReachesItsFilterOfYAndItsChannelOfDx(Convolution convolution) {
        ConvolutionCase layer = layer(convolution), poisoned = layer(convolution);
        ConvolutionShape shape = layer.shape;
        Random random = convolution.random();
        int row = random.nextInt(shape.patch()), filter = random.nextInt(shape.filters());
        poisoned.parameters.view().setWeight(row, filter, Float.NaN);
        String what = "with NaN in W[%d][%d]".formatted(row, filter);
        GuardedRows y = layer.outputs(), actual = y.copy(), dx = layer.inputs(), actualDx = dx.copy();
        layer.convolve(0, convolution.pixels(), Activation.RELU, y, y);
        poisoned.convolve(0, convolution.pixels(), Activation.RELU, actual, actual);
        layer.convolveInput(0, layer.batch, dx);
        poisoned.convolveInput(0, layer.batch, actualDx);
        layer.forEachTerm((image, x, k, f, z) -> {
            if (k != row || f != filter) return;
            y.set(image, z, Float.NaN);
            dx.set(image, x, Float.NaN);
        });
        int channel = filter / shape.groupFilters() * shape.groupChannels() + row % shape.groupChannels();
        for (int image = 0; image < layer.batch; image++) {
            for (int at = filter; at < shape.out(); at += shape.filters()) {
                if (Float.isNaN(actual.get(image, at))) y.set(image, at, Float.NaN);
            }
            for (int at = channel; at < shape.in(); at += shape.channels()) {
                if (Float.isNaN(actualDx.get(image, at))) dx.set(image, at, Float.NaN);
            }
        }
        actual.assertSameBits(layer.describe("Y " + what), y);
        actualDx.assertSameBits(layer.describe("dX " + what), dx);
    }
}

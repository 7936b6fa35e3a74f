package dev.nn.format.onnx.image;

import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.network.ImageShape;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a tensor stand in the file, while here they always are height × width × channels.
 *
 * @param image the image that they are
 * @param axes the order of its axes behind the batch: C, H and W
 * @param isFlat whether they have become one axis, in that order
 */
record Layout(ImageShape image, String axes, boolean isFlat) {
    static final String CHANNELS_FIRST = "CHW";
    static final String CHANNELS_LAST = "HWC";

    /** The layout of a tensor of four axes in this order. */
    static Layout of(RowShape shape, String axes) {
        int[] size = new int[3];
        for (int d = 0; d < 3; d++) size["HWC".indexOf(axes.charAt(d))] = (int) shape.dims()[d + 1];
        return new Layout(new ImageShape(size[0], size[1], size[2]), axes, false);
    }

    /** The same image with other axes. */
    Layout withAxes(String order) {
        return new Layout(image, order, isFlat);
    }

    /** Another image with the same axes. */
    Layout with(ImageShape other) {
        return new Layout(other, axes, isFlat);
    }

    Layout flat() {
        return new Layout(image, axes, true);
    }

    /** The axes of more than one value, in their order: all that tells where a value stands. */
    private String longAxes() {
        StringBuilder text = new StringBuilder();
        for (int d = 0; d < 3; d++) if (size(axes.charAt(d)) > 1) text.append(axes.charAt(d));
        return text.toString();
    }

    private int size(char axis) {
        return axis == 'H' ? image.height() : axis == 'W' ? image.width() : image.channels();
    }

    /** Whether the values stand in the order that they have here. */
    boolean isChannelsLast() {
        return new Layout(image, CHANNELS_LAST, isFlat).longAxes().equals(longAxes());
    }

    /** Whether they stand channel by channel. */
    boolean isChannelsFirst() {
        return new Layout(image, CHANNELS_FIRST, isFlat).longAxes().equals(longAxes());
    }

    /** The layout after a change of shape that keeps the values in their order; null if it isn't one that is known here. */
    @Nullable
    Layout reshaped(RowShape shape) {
        if (shape.batchAxis() != 0) return null;
        if (shape.rank() == 2) return flat();
        if (shape.rank() != 4) return null;
        for (String order : new String[] {axes, CHANNELS_FIRST, CHANNELS_LAST}) {
            boolean same = true;
            for (int d = 0; d < 3; d++) same &= size(order.charAt(d)) == shape.dims()[d + 1];
            Layout changed = new Layout(image, order, false);
            if (same && changed.longAxes().equals(longAxes())) return changed;
        }
        return null;
    }
}

package dev.nn.simd.convolution;

import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.WeightLayout;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.PanelLayout;

/**
 * The weights of a convolution in panels, group after group, together with the tables that its kernels need.
 *
 * <p>Each group is a {@link PanelLayout} of patch × filters of the group. Where every channel has a filter of its own, all of
 * them are one group, of kernel places × channels. Immutable; equal for equal shapes.
 */
final class ConvolutionLayout implements WeightLayout {
    private final ConvolutionShape shape;
    private final PanelLayout group;
    private final int groups;
    private final Windows windows;
    private final InputPhase[] phases;

    ConvolutionLayout(ConvolutionShape shape) {
        this.shape = shape;
        boolean lanes = shape.isDepthwise();
        groups = lanes ? 1 : shape.groups();
        WeightLayout.requireSize(
                shape.patch(), shape.filters(), (long) shape.patch() * groups * padded(shape.filters() / groups));
        group = new PanelLayout(shape.patch(), shape.filters() / groups);
        int channels = shape.channels() / groups;
        windows = new Windows(
                new int[] {shape.height(), shape.width(), shape.channels()},
                channels,
                lanes,
                lanes ? Blocking.padded(channels) : channels,
                axis(
                        shape.outHeight(),
                        -shape.top(),
                        shape.strideHeight(),
                        shape.kernelHeight(),
                        shape.dilationHeight()),
                axis(shape.outWidth(), -shape.left(), shape.strideWidth(), shape.kernelWidth(), shape.dilationWidth()));
        phases = InputPhase.all(shape);
    }

    private static Windows.Axis axis(int targets, int origin, int stride, int kernel, int dilation) {
        int[] offsets = new int[kernel];
        for (int i = 0; i < kernel; i++) offsets[i] = i * dilation;
        return new Windows.Axis(targets, origin, stride, offsets);
    }

    private static long padded(int n) {
        return Blocking.padded(n);
    }

    ConvolutionShape shape() {
        return shape;
    }

    /** Whether each channel has a filter of its own. */
    boolean lanes() {
        return shape.isDepthwise();
    }

    /** Groups of panels: 1 where each channel has a filter of its own. */
    int groups() {
        return groups;
    }

    /** The panels of one group. */
    PanelLayout group() {
        return group;
    }

    /** Floats from one group's weights to the next one's. */
    int groupSize() {
        return group.size();
    }

    /** Channels of the input that a group sees. */
    int groupChannels() {
        return shape.channels() / groups;
    }

    /** From output pixels to the input. */
    Windows windows() {
        return windows;
    }

    /** From input pixels to the gradient of the output. */
    InputPhase[] phases() {
        return phases;
    }

    @Override
    public int in() {
        return shape.patch();
    }

    @Override
    public int out() {
        return shape.filters();
    }

    @Override
    public int size() {
        return groups * group.size();
    }

    /** Every group's bias can be read as wide as its panels. */
    @Override
    public int biasSize() {
        return (groups - 1) * group.out() + Blocking.padded(group.out());
    }

    @Override
    public int index(int row, int column) {
        return column / group.out() * group.size() + group.index(row, column % group.out());
    }

    @Override
    public int runs() {
        return groups * group.runs();
    }

    @Override
    public int run(int run, int row) {
        return run / group.runs() * group.size() + group.run(run % group.runs(), row);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConvolutionLayout layout && layout.shape.equals(shape);
    }

    @Override
    public int hashCode() {
        return shape.hashCode();
    }

    @Override
    public String toString() {
        return "panels of " + shape;
    }
}

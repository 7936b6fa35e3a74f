package dev.nn.network;

import dev.nn.activation.Activation;

/** A {@link NetworkBuilder} whose last layer is a convolution, with methods for what that may have besides its window. */
public final class ConvolutionBuilder extends NetworkBuilder {
    private final int index;

    ConvolutionBuilder(NetworkBuilder before, int filters, int groups, Window window) {
        super(before);
        this.index = plans.size();
        with(new ConvolutionPlan(filters, window, groups, Activation.IDENTITY));
    }

    /** Surrounds images with so many rows and columns of zeros. */
    public ConvolutionBuilder padding(int all) {
        return padding(all, all, all, all);
    }

    /** Surrounds images with zeros: rows above and below, columns left and right. */
    public ConvolutionBuilder padding(int rows, int columns) {
        return padding(rows, columns, rows, columns);
    }

    /** Surrounds images with zeros. */
    public ConvolutionBuilder padding(int top, int left, int bottom, int right) {
        return window(plan().window().padding(top, left, bottom, right));
    }

    /** Moves the window by so many pixels. */
    public ConvolutionBuilder stride(int both) {
        return stride(both, both);
    }

    /** Moves the window by so many rows and columns. */
    public ConvolutionBuilder stride(int rows, int columns) {
        return window(plan().window().stride(rows, columns));
    }

    /** Spreads the window: so many pixels from one that it sees to the next. */
    public ConvolutionBuilder dilation(int both) {
        return dilation(both, both);
    }

    /** Spreads the window: so many rows and columns from one pixel that it sees to the next. */
    public ConvolutionBuilder dilation(int rows, int columns) {
        return window(plan().window().dilation(rows, columns));
    }

    /** Divides channels and filters into groups; a filter sees only the channels of its group. */
    public ConvolutionBuilder groups(int groups) {
        if (groups < 1) throw new IllegalArgumentException("groups must be at least 1, was " + groups);
        ConvolutionPlan plan = plan();
        return set(new ConvolutionPlan(plan.filters(), plan.window(), groups, plan.activation()));
    }

    private ConvolutionBuilder window(Window window) {
        ConvolutionPlan plan = plan();
        return set(new ConvolutionPlan(plan.filters(), window, plan.groups(), plan.activation()));
    }

    private ConvolutionPlan plan() {
        if (index != plans.size() - 1) {
            throw new IllegalStateException("the convolution isn't the last layer any more: say first what it is like");
        }
        return (ConvolutionPlan) plans.get(index);
    }

    private ConvolutionBuilder set(ConvolutionPlan plan) {
        plans.set(index, plan);
        return this;
    }
}

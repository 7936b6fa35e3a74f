package dev.nn.network;

/** A {@link NetworkBuilder} whose last layer is pooling, with methods for what that may have besides its window. */
public final class PoolBuilder extends NetworkBuilder {
    private final int index;

    PoolBuilder(NetworkBuilder before, boolean isMax, Window window) {
        super(before);
        this.index = plans.size();
        with(new PoolPlan(isMax, window, true));
    }

    /** Moves the window by so many pixels. */
    public PoolBuilder stride(int both) {
        return stride(both, both);
    }

    /** Moves the window by so many rows and columns. */
    public PoolBuilder stride(int rows, int columns) {
        return window(plan().window().stride(rows, columns));
    }

    /** Surrounds images with so many rows and columns. */
    public PoolBuilder padding(int all) {
        return padding(all, all, all, all);
    }

    /** Surrounds images with rows above and below, and columns left and right. */
    public PoolBuilder padding(int rows, int columns) {
        return padding(rows, columns, rows, columns);
    }

    /** Surrounds images; a maximum never is padding, and means count it as zeros unless {@link #countPadding} says no. */
    public PoolBuilder padding(int top, int left, int bottom, int right) {
        return window(plan().window().padding(top, left, bottom, right));
    }

    /** Spreads the window: so many pixels from one that it sees to the next. */
    public PoolBuilder dilation(int both) {
        return dilation(both, both);
    }

    /** Spreads the window: so many rows and columns from one pixel that it sees to the next. */
    public PoolBuilder dilation(int rows, int columns) {
        return window(plan().window().dilation(rows, columns));
    }

    /** Takes last positions, too, at which the window reaches over the border ({@code ceil_mode}). */
    public PoolBuilder ceil() {
        return window(plan().window().ceil(true));
    }

    /** Whether means count padding as zeros, as they do by default, or leave it out ({@code count_include_pad}). */
    public PoolBuilder countPadding(boolean whether) {
        return set(new PoolPlan(plan().isMax(), plan().window(), whether));
    }

    private PoolBuilder window(Window window) {
        return set(new PoolPlan(plan().isMax(), window, plan().countPadding()));
    }

    private PoolPlan plan() {
        if (index != plans.size() - 1) {
            throw new IllegalStateException("the pooling isn't the last layer any more: say first what it is like");
        }
        return (PoolPlan) plans.get(index);
    }

    private PoolBuilder set(PoolPlan plan) {
        plans.set(index, plan);
        return this;
    }
}

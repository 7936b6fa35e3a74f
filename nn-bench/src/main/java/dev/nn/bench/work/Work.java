package dev.nn.bench.work;

/**
 * A kind of work, with what it counts for: floating-point operations are those of the products alone (a multiplication
 * and an addition each); activations, bias, loss and optimiser are work that a faster kernel hides.
 */
public enum Work {
    /** Y = act(X·W + b). */
    FORWARD("forward"),
    /** dW = Xᵀ·dZ. */
    DW("dW"),
    /** dX = dZ·Wᵀ. */
    DX("dX"),
    /** dZ = dY ⊙ act′, db, dW and dX. */
    BACKWARD("backward"),
    /** A training step with Adam: gather, forward, loss, backward, update. */
    STEP_ADAM("step adam"),
    /** The same with plain stochastic gradient descent. */
    STEP_SGD("step sgd"),
    /** One prediction of a whole network for one row, from a float[] to a float[]. */
    LATENCY("latency"),
    /** Predictions of a whole network for a batch, call after call. */
    PREDICT("predict"),
    /** A new JVM from its start to its first prediction. */
    COLD_START("cold start");

    private final String label;

    Work(String label) {
        this.label = label;
    }

    /** The name in tables and files. */
    public String label() {
        return label;
    }

    /** The work of that name. */
    public static Work labelled(String label) {
        for (Work work : values()) if (work.label.equals(label)) return work;
        throw new IllegalArgumentException("no work is called " + label);
    }

    /** Whether it is a training step. */
    public boolean isStep() {
        return this == STEP_ADAM || this == STEP_SGD;
    }

    /** Useful floating-point operations of one call; a training step needs no dX of its first layer. */
    public double flops(Shape shape) {
        double forward = 2.0 * shape.batch() * shape.products();
        return switch (this) {
            case FORWARD, DW, DX, LATENCY, PREDICT, COLD_START -> forward;
            case BACKWARD -> 2 * forward;
            case STEP_ADAM, STEP_SGD -> 3 * forward - 2.0 * shape.batch() * shape.firstProducts();
        };
    }

    /**
     * Bytes that one call has to move at least: each operand and each result once, as floats.
     *
     * <p>Parameters, gradients and the moments of a step are read and written; what lies between layers counts once in
     * each direction.
     */
    public double bytes(Shape shape) {
        double weights = shape.weights(), rows = (double) shape.batch() * shape.values();
        double floats = switch (this) {
            case FORWARD, DW, DX, LATENCY, PREDICT, COLD_START -> weights + rows;
            // dY, Y and X in, dX out; W in, dW out
            case BACKWARD -> 2 * weights + 2 * rows;
            // forward W; backward W and dW; update W in and out, dW in
            case STEP_SGD -> 5 * weights + 3 * rows;
            // the same, and both moments in and out
            case STEP_ADAM -> 9 * weights + 3 * rows;
        };
        return 4 * floats;
    }
}

package dev.nn.bench.work;

import dev.nn.activation.Activation;

/**
 * One line of the list of what is measured.
 *
 * @param work what is done
 * @param shape on which shape
 * @param activation name of the activation, or {@link #NO_ACTIVATION} for a bare product
 * @param threads how many threads share the work
 * @param company whether it is measured twice, alone and beside a neighbour that streams memory, for what is left of its speed
 * @param reason why it is in the list, in one line
 */
public record Case(Work work, Shape shape, String activation, int threads, boolean company, String reason) {
    public static final String NO_ACTIVATION = "none";

    private static final String COMPANY = " with a neighbour";

    /** Work that is measured alone. */
    public Case(Work work, Shape shape, String activation, int threads, String reason) {
        this(work, shape, activation, threads, false, reason);
    }

    /**
     * What {@code --only} is matched against: work, shape, activation, the threads if there are more than one, and whether
     * there is a neighbour.
     */
    public String name() {
        String name = work.label() + " " + shape + " " + activation;
        return (threads == 1 ? name : name + " " + threads + " threads") + (company ? COMPANY : "");
    }

    /** Whether it needs more than one processor. */
    public boolean isParallel() {
        return threads > 1 || company;
    }

    /** The activation itself. */
    public Activation function() {
        return activation.equals(NO_ACTIVATION) ? Activation.IDENTITY : Activation.named(activation);
    }

    /** Cases of one group are measured in the same rounds: they share their operands. */
    public String group() {
        boolean network = work.isStep() || work == Work.LATENCY || work == Work.PREDICT;
        return (network ? work.label() + " " : "") + shape + " " + threads + (company ? COMPANY : "");
    }

    public double flops() {
        return copies() * work.flops(shape);
    }

    public double bytes() {
        return copies() * work.bytes(shape);
    }

    /** Threads share everything but predictions: each makes its own. */
    private int copies() {
        return work == Work.LATENCY ? threads : 1;
    }

    /** Floating-point operations per byte moved. */
    public double intensity() {
        return flops() / bytes();
    }
}

package dev.nn.bench.work;

import dev.nn.activation.Activation;

/**
 * One line of the list of what is measured.
 *
 * @param work what is done
 * @param shape on which shape
 * @param activation name of the activation, or {@link #NO_ACTIVATION} for a bare product
 * @param threads how many threads share the work
 * @param reason why it is in the list, in one line
 */
public record Case(Work work, Shape shape, String activation, int threads, String reason) {
    public static final String NO_ACTIVATION = "none";

    /** What {@code --only} is matched against: work, shape, activation, and the threads if there are more than one. */
    public String name() {
        String name = work.label() + " " + shape + " " + activation;
        return threads == 1 ? name : name + " " + threads + " threads";
    }

    /** The activation itself. */
    public Activation function() {
        return activation.equals(NO_ACTIVATION) ? Activation.IDENTITY : Activation.named(activation);
    }

    /** Cases of one group are measured in the same rounds: they share their operands. */
    public String group() {
        boolean network = work.isStep() || work == Work.LATENCY || work == Work.PREDICT;
        return (network ? work.label() + " " : "") + shape + " " + threads;
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

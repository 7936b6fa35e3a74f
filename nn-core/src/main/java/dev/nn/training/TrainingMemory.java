package dev.nn.training;

import dev.nn.guard.Memory;

/**
 * The memory that a training needs besides its network and its data: gradients, the optimiser's moments, the parameters
 * of the best epoch, and the order of the rows.
 *
 * @param bytes of all these
 * @param what the training, as messages call it
 */
record TrainingMemory(long bytes, String what) {
    private static final String REMEDY = "make the layers smaller, take sgd, which keeps no moments";

    /** That of a training on so many rows. */
    static TrainingMemory of(Trainer trainer, int rows) {
        long parameters = trainer.network.parameters().length;
        int copies = 1 + trainer.optimizer.moments();
        if (trainer.earlyStopping != null && trainer.earlyStopping.restoreBest()) copies++;
        if (trainer.microBatch < Math.min(trainer.batchSize, rows)) copies++;
        String what = "training %d parameters with %s on %d rows".formatted(parameters, trainer.optimizer.name(), rows);
        return new TrainingMemory(parameters * copies * Float.BYTES + (long) rows * Integer.BYTES, what);
    }

    /** Throws if it is more than the JVM may use beside the parameters. */
    void require() {
        Memory.requireHeap(bytes, what, REMEDY);
    }

    OutOfMemoryError exhausted(OutOfMemoryError cause) {
        return Memory.exhausted(bytes, what, REMEDY, cause);
    }
}

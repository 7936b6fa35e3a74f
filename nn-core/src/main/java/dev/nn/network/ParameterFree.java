package dev.nn.network;

import dev.nn.initializer.Initializer;
import java.util.random.RandomGenerator;

/** A layer without parameters. */
non-sealed interface ParameterFree extends Layer {
    @Override
    default int parameterCount() {
        return 0;
    }

    @Override
    default int parameterIndex(int i) {
        throw new IndexOutOfBoundsException(describe() + " has no parameters");
    }

    @Override
    default LayerPass newPass(int maxBatch, Team team) {
        return newTrainingPass(maxBatch, team, new float[0]);
    }

    @Override
    default LayerPass newFixedPass(int maxBatch, Team team) {
        return newTrainingPass(maxBatch, team, new float[0]);
    }

    @Override
    default void initialize(Initializer initializer, RandomGenerator random) {}
}

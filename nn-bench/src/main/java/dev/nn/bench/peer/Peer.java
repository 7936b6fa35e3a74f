package dev.nn.bench.peer;

import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.SyntheticDigits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another library that is measured beside ours, in the same rounds, on one thread; found through
 * {@link java.util.ServiceLoader}.
 *
 * <p>A peer offers the work that it is good at, written as its users would write it, and nothing for the rest. Native
 * libraries get their operands in memory outside the heap, in the layout that they like best.
 */
public interface Peer {
    /** Name in tables and files, in lower case. */
    String name();

    /**
     * Loads the library.
     *
     * @return null if it can be used, else why not, in one line
     */
    @Nullable
    String unavailableBecause();

    /** How the names of the jars begin that it needs, natives included: for their size on disk. */
    List<String> libraries();

    /** The work of one dense layer, or null if the library has nothing for it. */
    default @Nullable Job job(Case chosen, LayerOperands operands) {
        return null;
    }

    /** The work of one convolution, or null. */
    default @Nullable Job job(Case chosen, ConvolutionOperands operands) {
        return null;
    }

    /** The network ready to predict single rows, or null. */
    default @Nullable Predictor predictor(KnownNetwork network) {
        return null;
    }

    /** The training of the case's network, optimiser and batch on digits, or null. */
    default @Nullable Training training(Case chosen, SyntheticDigits data) {
        return null;
    }
}

package dev.nn.simd.function;

import dev.nn.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bounds of {@link ActivationBound} and {@link ElementaryFunction} for all 2³² floats; minutes for each. */
@Tag("exhaustive")
class ExhaustiveTest {
    private static final int PIECES = 64;
    private static final long PIECE = (1L << 32) / PIECES;

    @ParameterizedTest
    @MethodSource("dev.nn.simd.function.ActivationSweep#activations")
    void allValuesAreWithinTheirBounds(Activation activation) throws Exception {
        inParallel(from -> ActivationSweep.values(activation, from, from + PIECE, 1));
    }

    @ParameterizedTest
    @MethodSource("dev.nn.simd.function.ActivationSweep#activations")
    void allSlopesAreWithinTheirBounds(Activation activation) throws Exception {
        inParallel(from -> ActivationSweep.slopes(activation, from, from + PIECE, 1));
    }

    @ParameterizedTest
    @EnumSource
    void allValuesAreWithinOneUlp(ElementaryFunction function) throws Exception {
        inParallel(from -> function.sweep(from, from + PIECE, 1));
    }

    private interface Piece {
        void check(long from);
    }

    private static void inParallel(Piece piece) throws InterruptedException, ExecutionException {
        try (ExecutorService executor =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < PIECES; i++) {
                long from = i * PIECE;
                tasks.add(() -> {
                    piece.check(from);
                    return true;
                });
            }
            for (Future<Boolean> done : executor.invokeAll(tasks)) done.get();
        }
    }
}

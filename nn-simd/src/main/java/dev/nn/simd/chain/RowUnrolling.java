package dev.nn.simd.chain;

import dev.nn.activation.Activation;
import dev.nn.kernel.Operation;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.plain.PlainActivations;
import dev.nn.simd.product.ChainShape;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The way from a chain that is used often to its {@linkplain RowClass class}: a thread of the background writes it and
 * runs it until it is compiled; nobody waits for it, and no bit tells when it takes over.
 */
final class RowUnrolling {
    /** Rows after which the compilation, some tenths of a second, is worth it. */
    private static final int WORTH_ROWS = 10_000;

    /** On both sides of every branch that a formula takes. */
    private static final float[] SWEEP = {-1e30f, -1000, -100, -10, -1, -1e-3f, -0f, 0, 1e-3f, 1, 10, 100, 1000, 1e30f};

    private static final int SWEEPS = 20_000;

    /**
     * Classes that are written until one is compiled. While C2 has much to do, C1 compiles a method with fewer counters
     * first; if it is too long for C1 with all of them, as most of these are, HotSpot leaves it there for good. Once the
     * compilers are at rest, a new class goes from the interpreter to C2.
     */
    private static final int ATTEMPTS = 3;

    /** Held while a class is compiled: one after the other, to leave the program a core. */
    private static final Object TURN = new Object();

    private final Operation.RowPrediction operation;
    private final AtomicBoolean begun;

    /** Rows so far, about: threads may overwrite each other's counts. */
    private int rows;

    private volatile @Nullable UnrolledRow done;

    /** The same, if it needs no scratch memory. */
    private volatile @Nullable UnrolledRow alone;

    RowUnrolling(Operation.RowPrediction operation) {
        this.operation = operation;
        begun = new AtomicBoolean(!RowLayer.isShort(operation));
    }

    /** The compiled class, once there is one. */
    @Nullable
    UnrolledRow done() {
        return done;
    }

    /** The compiled class, once there is one, if it needs no scratch memory. */
    @Nullable
    UnrolledRow alone() {
        return alone;
    }

    /** Says that one more row has been computed without it. */
    void count() {
        if (rows >= WORTH_ROWS || ++rows < WORTH_ROWS || begun.getAndSet(true)) return;
        Thread.ofPlatform().daemon().name("nn-unroll").start(this::run);
    }

    /** Writes and compiles the class; leaves things as they are where this JVM can't. */
    void run() {
        begun.set(true);
        synchronized (TURN) {
            try {
                done = compiled();
                if (!RowClass.needsScratch(operation)) alone = done;
            } catch (RuntimeException | LinkageError refused) {
                // A native image, for instance, defines no classes.
                done = null;
            }
        }
    }

    private @Nullable UnrolledRow compiled() {
        for (Operation.Prediction layer : operation.layers()) sweep(layer.activation());
        int in = operation.layers().getFirst().parameters().in();
        int out = operation.layers().getLast().parameters().out();
        float[] x = new float[in], y = new float[out], scratch = new float[ChainShape.scratch(operation)];
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            UnrolledRow row = RowClass.of(operation);
            if (WarmUp.untilCalm(() -> row.predict(x, 0, y, 0, scratch))) return row;
        }
        return null;
    }

    /** Takes every branch of a formula, so that no real row is the first one to take it. */
    private static void sweep(Activation activation) {
        float[] y = new float[SWEEP.length];
        for (int i = 0; i < SWEEPS; i++) PlainActivations.forward(activation, SWEEP, 0, y, 0, y.length);
    }
}

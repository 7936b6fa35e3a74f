package dev.nn.bench.peers;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.ArrayJob;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Output;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * dev.ludovic.netlib: BLAS in Java on the Vector API, as Spark uses it; bare matrix products.
 *
 * <p>BLAS counts in columns, so a row-major matrix is to it the transpose: C = A·B is computed as Cᵀ = Bᵀ·Aᵀ.
 */
public final class NetlibPeer implements Peer {
    /** Warns that there is no native BLAS, which is not wanted here. */
    private static final Logger LOG = Logger.getLogger("dev.ludovic.netlib");

    private @Nullable BLAS blas;

    @Override
    public String name() {
        return "netlib";
    }

    @Override
    public List<String> libraries() {
        return List.of("blas-");
    }

    @Override
    public @Nullable String unavailableBecause() {
        LOG.setLevel(Level.OFF);
        BLAS best = JavaBLAS.getInstance();
        if (!best.getClass().getSimpleName().equals("VectorBLAS")) {
            return "its best implementation here is " + best.getClass().getSimpleName() + ", without the Vector API";
        }
        blas = best;
        return null;
    }

    @Override
    public @Nullable Job job(Case chosen, LayerOperands operands) {
        BLAS library = blas;
        if (library == null) throw new IllegalStateException("not loaded");
        int m = operands.shape().batch(),
                k = operands.shape().in(),
                n = operands.shape().out();
        float[] y = new float[m * n], dw = new float[k * n], dx = new float[m * k];
        Runnable forward = () -> library.sgemm("N", "N", n, m, k, 1f, operands.w(), n, operands.x(), k, 0f, y, n);
        Runnable weights = () -> library.sgemm("N", "T", n, k, m, 1f, operands.dz(), n, operands.x(), k, 0f, dw, n);
        Runnable input = () -> library.sgemm("T", "N", k, m, n, 1f, operands.w(), n, operands.dz(), n, 0f, dx, k);
        return switch (chosen.work()) {
            case FORWARD ->
                chosen.activation().equals("identity") ? new ArrayJob(Output.PRODUCT, forward, () -> y) : null;
            case DW -> new ArrayJob(Output.DW, weights, () -> dw);
            case DX -> new ArrayJob(Output.DX, input, () -> dx);
            case BACKWARD ->
                new ArrayJob(
                        () -> {
                            weights.run();
                            input.run();
                        },
                        Map.of(Output.DW, () -> dw, Output.DX, () -> dx),
                        () -> {});
            default -> null;
        };
    }
}

package dev.nn.bench.peers;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Output;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.jspecify.annotations.Nullable;

/**
 * OpenBLAS: bare matrix products by {@code cblas_sgemm}. Bias, activation, dZ and db are left out, in its favour; so it
 * stands beside our forward pass without activation and our whole backward pass.
 */
public final class OpenBlasPeer implements Peer {
    @Override
    public String name() {
        return "openblas";
    }

    @Override
    public List<String> libraries() {
        return List.of("javacpp", "openblas");
    }

    @Override
    public @Nullable String unavailableBecause() {
        Loader.load(openblas.class);
        blas_set_num_threads(1);
        return null;
    }

    @Override
    public @Nullable Job job(Case chosen, LayerOperands operands) {
        boolean bare = chosen.activation().equals("identity");
        return switch (chosen.work()) {
            case FORWARD -> bare ? forward(new NativeOperands(operands)) : null;
            case DW -> {
                NativeOperands at = new NativeOperands(operands);
                yield new NativeJob(at, () -> weights(at), Output.DW);
            }
            case DX -> {
                NativeOperands at = new NativeOperands(operands);
                yield new NativeJob(at, () -> input(at), Output.DX);
            }
            case BACKWARD -> {
                NativeOperands at = new NativeOperands(operands);
                Runnable both = () -> {
                    weights(at);
                    input(at);
                };
                yield new NativeJob(at, both, Output.DW, Output.DX);
            }
            default -> null;
        };
    }

    private static Job forward(NativeOperands at) {
        int m = at.shape.batch(), k = at.shape.in(), n = at.shape.out();
        Runnable product = () ->
                cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1f, at.x, k, at.w, n, 0f, at.y, n);
        return new NativeJob(at, product, Output.PRODUCT);
    }

    private static void weights(NativeOperands at) {
        int m = at.shape.batch(), k = at.shape.in(), n = at.shape.out();
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, k, n, m, 1f, at.x, k, at.dz, n, 0f, at.dw, n);
    }

    private static void input(NativeOperands at) {
        int m = at.shape.batch(), k = at.shape.in(), n = at.shape.out();
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, k, n, 1f, at.dz, n, at.w, n, 0f, at.dx, k);
    }
}

package dev.nn.bench.peers;

import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.ArrayJob;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Output;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.jspecify.annotations.Nullable;

/** EJML: bare matrix products in plain Java loops. */
public final class EjmlPeer implements Peer {
    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public List<String> libraries() {
        return List.of("ejml");
    }

    @Override
    public @Nullable String unavailableBecause() {
        return null;
    }

    @Override
    public @Nullable Job job(Case chosen, LayerOperands operands) {
        int m = operands.shape().batch(),
                k = operands.shape().in(),
                n = operands.shape().out();
        FMatrixRMaj x = FMatrixRMaj.wrap(m, k, operands.x()), w = FMatrixRMaj.wrap(k, n, operands.w());
        FMatrixRMaj dz = FMatrixRMaj.wrap(m, n, operands.dz());
        FMatrixRMaj y = new FMatrixRMaj(m, n), dw = new FMatrixRMaj(k, n), dx = new FMatrixRMaj(m, k);
        return switch (chosen.work()) {
            case FORWARD ->
                chosen.activation().equals("identity")
                        ? new ArrayJob(Output.PRODUCT, () -> CommonOps_FDRM.mult(x, w, y), () -> y.data)
                        : null;
            case DW -> new ArrayJob(Output.DW, () -> CommonOps_FDRM.multTransA(x, dz, dw), () -> dw.data);
            case DX -> new ArrayJob(Output.DX, () -> CommonOps_FDRM.multTransB(dz, w, dx), () -> dx.data);
            case BACKWARD ->
                new ArrayJob(
                        () -> {
                            CommonOps_FDRM.multTransA(x, dz, dw);
                            CommonOps_FDRM.multTransB(dz, w, dx);
                        },
                        Map.of(Output.DW, () -> dw.data, Output.DX, () -> dx.data),
                        () -> {});
            default -> null;
        };
    }
}

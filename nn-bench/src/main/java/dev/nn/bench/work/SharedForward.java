package dev.nn.bench.work;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A layer's forward pass whose work a team shares. */
public final class SharedForward implements Job {
    private final DenseShape shape;
    private final ExecutorService workers;
    private final Team team;
    private final Pass pass;
    private final Rows x;
    private Rows y;

    public SharedForward(DenseKernels kernels, Case chosen, LayerOperands operands) {
        shape = operands.shape();
        workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "team");
            thread.setDaemon(true);
            return thread;
        });
        team = Team.of(workers, chosen.threads());
        Network network =
                Network.input(shape.in()).dense(shape.out(), chosen.function()).build(Initializer.he(), 1, kernels);
        network.setLayerParameters(0, Mlp.joined(operands.w(), operands.b()));
        pass = network.newPass(shape.batch(), team);
        x = Rows.allocate(shape.batch(), shape.in());
        for (int r = 0; r < shape.batch(); r++) {
            System.arraycopy(operands.x(), r * shape.in(), x.data(), x.index(r, 0), shape.in());
        }
        y = x;
    }

    @Override
    public void run() {
        y = pass.forward(shape.batch(), x);
    }

    @Override
    public Set<Output> outputs() {
        return EnumSet.of(Output.Y);
    }

    @Override
    public float[] read(Output output) {
        float[] values = new float[shape.batch() * shape.out()];
        for (int r = 0; r < shape.batch(); r++) {
            System.arraycopy(y.data(), y.index(r, 0), values, r * shape.out(), shape.out());
        }
        return values;
    }

    @Override
    public void close() {
        team.close();
        workers.shutdown();
    }
}

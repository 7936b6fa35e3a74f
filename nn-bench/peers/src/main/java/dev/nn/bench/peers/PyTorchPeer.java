package dev.nn.bench.peers;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.LeNet;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Output;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.Work;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PyTorch through DJL: layers and predictions by operations on arrays, the fastest way that it offers; training. */
public final class PyTorchPeer implements Peer {
    static final String ENGINE = "PyTorch";

    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public List<String> libraries() {
        return List.of("api-", "pytorch", "gson", "jna", "commons-compress", "slf4j");
    }

    @Override
    public @Nullable String unavailableBecause() {
        return Engine.getEngine(ENGINE) == null ? "DJL has no such engine here" : null;
    }

    @Override
    public @Nullable Job job(Case chosen, LayerOperands operands) {
        return chosen.work() == Work.FORWARD ? new Forward(chosen, operands) : null;
    }

    @Override
    public @Nullable Job job(Case chosen, ConvolutionOperands operands) {
        boolean relu = chosen.activation().equals("relu");
        return chosen.work() == Work.FORWARD && relu ? new PyTorchConvolution(operands) : null;
    }

    @Override
    public Predictor predictor(KnownNetwork known) {
        return switch (known) {
            case Mlp mlp -> predictor(mlp);
            case LeNet lenet -> new PyTorchLeNet(lenet);
        };
    }

    private static Predictor predictor(Mlp mlp) {
        NDManager manager = NDManager.newBaseManager(ENGINE);
        NDArray[] w = new NDArray[mlp.layers()], b = new NDArray[mlp.layers()];
        for (int l = 0; l < w.length; l++) {
            w[l] = weights(
                    manager,
                    mlp.weights().get(l),
                    mlp.widths().get(l),
                    mlp.widths().get(l + 1));
            b[l] = manager.create(mlp.biases().get(l));
        }
        return new Predictor() {
            @Override
            public void predict(float[] x, float[] y) {
                try (NDManager call = manager.newSubManager()) {
                    NDArray values = call.create(x, new Shape(1, x.length));
                    for (int l = 0; l < w.length; l++) {
                        values = Linear.linear(values, w[l], b[l]).singletonOrThrow();
                        values.attach(call);
                        if (l + 1 == w.length) break;
                        values = Activation.relu(values);
                        values.attach(call);
                    }
                    System.arraycopy(values.toFloatArray(), 0, y, 0, y.length);
                }
            }

            @Override
            public void close() {
                manager.close();
            }
        };
    }

    @Override
    public @Nullable Training training(Case chosen, SyntheticDigits data) {
        return new PyTorchTraining(chosen, data);
    }

    /** PyTorch keeps the transpose. */
    static NDArray weights(NDManager manager, float[] w, int in, int out) {
        float[] transposed = new float[w.length];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) transposed[j * in + i] = w[i * out + j];
        }
        return manager.create(transposed, new Shape(out, in));
    }

    /** A forward pass; the result of a call lives until the next one. */
    private static final class Forward implements Job {
        private final NDManager manager = NDManager.newBaseManager(ENGINE);
        private final String activation;
        private final NDArray x;
        private final NDArray w;
        private final NDArray b;
        private @Nullable NDArray y;

        Forward(Case chosen, LayerOperands operands) {
            int batch = operands.shape().batch(),
                    in = operands.shape().in(),
                    out = operands.shape().out();
            activation = chosen.activation();
            x = manager.create(operands.x(), new Shape(batch, in));
            w = weights(manager, operands.w(), in, out);
            b = manager.create(operands.b());
        }

        @Override
        public void run() {
            if (y != null) y.close();
            try (NDList sums = Linear.linear(x, w, b)) {
                NDArray z = sums.singletonOrThrow();
                y = switch (activation) {
                    case "relu" -> Activation.relu(z);
                    case "tanh" -> Activation.tanh(z);
                    case "sigmoid" -> Activation.sigmoid(z);
                    case "gelu" -> Activation.gelu(z);
                    default -> {
                        sums.clear(); // the sums are the result
                        yield z;
                    }
                };
            }
        }

        @Override
        public Set<Output> outputs() {
            return EnumSet.of(Output.Y);
        }

        @Override
        public float[] read(Output output) {
            if (y == null) throw new IllegalStateException("has not run yet");
            return y.toFloatArray();
        }

        @Override
        public void close() {
            manager.close();
        }
    }
}

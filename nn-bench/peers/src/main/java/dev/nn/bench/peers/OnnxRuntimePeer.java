package dev.nn.bench.peers;

import ai.onnxruntime.OrtEnvironment;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Output;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime: whole layers and networks, on buffers outside the heap that stay bound to the session. */
public final class OnnxRuntimePeer implements Peer {
    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public List<String> libraries() {
        return List.of("onnxruntime");
    }

    @Override
    public @Nullable String unavailableBecause() {
        OrtEnvironment.getEnvironment();
        return null;
    }

    @Override
    public @Nullable Job job(Case chosen, LayerOperands operands) {
        if (chosen.work() != Work.FORWARD) return null;
        List<@Nullable String> activations = Collections.singletonList(operator(chosen.activation()));
        byte[] model = OnnxModel.of(chosen.shape().widths(), List.of(operands.w()), List.of(operands.b()), activations);
        OnnxSession session = new OnnxSession(
                model,
                chosen.shape().batch(),
                chosen.shape().in(),
                chosen.shape().out());
        session.input().put(0, operands.x());
        return new Job() {
            @Override
            public void run() {
                session.run();
            }

            @Override
            public Set<Output> outputs() {
                return EnumSet.of(Output.Y);
            }

            @Override
            public float[] read(Output output) {
                float[] y = new float[chosen.shape().batch() * chosen.shape().out()];
                session.output().get(0, y);
                return y;
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    @Override
    public Predictor predictor(Mlp mlp) {
        List<@Nullable String> activations = new ArrayList<>(Collections.nCopies(mlp.layers(), "Relu"));
        activations.set(mlp.layers() - 1, null);
        byte[] model = OnnxModel.of(mlp.widths(), mlp.weights(), mlp.biases(), activations);
        OnnxSession session = new OnnxSession(model, 1, mlp.in(), mlp.out());
        return new Predictor() {
            @Override
            public void predict(float[] x, float[] y) {
                session.input().put(0, x);
                session.run();
                session.output().get(0, y);
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    private static @Nullable String operator(String activation) {
        return switch (activation) {
            case "relu" -> "Relu";
            case "tanh" -> "Tanh";
            case "sigmoid" -> "Sigmoid";
            case "gelu" -> "Gelu";
            case "identity" -> null;
            default -> throw new IllegalArgumentException("no such activation here: " + activation);
        };
    }
}

package dev.nn.bench.peers;

import ai.onnxruntime.OrtEnvironment;
import dev.nn.bench.peer.ChannelsFirst;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.ArrayJob;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.LeNet;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Output;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.Work;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
        DenseShape shape = operands.shape();
        List<@Nullable String> activations = Collections.singletonList(operator(chosen.activation()));
        byte[] model = OnnxModel.of(shape.widths(), List.of(operands.w()), List.of(operands.b()), activations);
        long[] in = {shape.batch(), shape.in()}, out = {shape.batch(), shape.out()};
        OnnxSession session = new OnnxSession(model, in, out);
        session.input().put(0, operands.x());
        return new ArrayJob(session::run, Map.of(Output.Y, session::result), session::close);
    }

    @Override
    public @Nullable Job job(Case chosen, ConvolutionOperands operands) {
        if (chosen.work() != Work.FORWARD) return null;
        int batch = operands.shape().batch();
        ConvolutionShape shape = operands.shape().convolution();
        long[] in = {batch, shape.channels(), shape.height(), shape.width()};
        long[] out = {batch, shape.filters(), shape.outHeight(), shape.outWidth()};
        byte[] model = OnnxFile.of(operands.network(chosen.function(), new ScalarDenseKernels()));
        OnnxSession session = new OnnxSession(model, in, out);
        session.input().put(0, ChannelsFirst.images(operands.x(), shape.height() * shape.width(), shape.channels()));
        return new ArrayJob(
                session::run,
                Map.of(Output.Y, () -> ChannelsFirst.pixels(session.result(), shape.outPixels(), shape.filters())),
                session::close);
    }

    @Override
    public Predictor predictor(KnownNetwork known) {
        OnnxSession session = switch (known) {
            case Mlp mlp -> session(mlp);
            case LeNet lenet -> session(lenet);
        };
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

    private static OnnxSession session(Mlp mlp) {
        List<@Nullable String> activations = new ArrayList<>(Collections.nCopies(mlp.layers(), "Relu"));
        activations.set(mlp.layers() - 1, null);
        byte[] model = OnnxModel.of(mlp.widths(), mlp.weights(), mlp.biases(), activations);
        return new OnnxSession(model, new long[] {1, mlp.in()}, new long[] {1, mlp.out()});
    }

    private static OnnxSession session(LeNet lenet) {
        long[] in = {1, LeNet.FIRST.channels(), LeNet.FIRST.height(), LeNet.FIRST.width()};
        byte[] model = OnnxFile.of(lenet.network(new ScalarDenseKernels()));
        return new OnnxSession(model, in, new long[] {1, lenet.out()});
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

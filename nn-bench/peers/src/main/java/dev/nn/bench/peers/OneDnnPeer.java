package dev.nn.bench.peers;

import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Output;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;

/**
 * oneDNN: matrix products with the weights in its own packed layout (packed once, outside of what is timed), bias and
 * activation fused. The backward products get plain layouts, since dZ and X are new in each step, and W changes; dZ and
 * db are left out, in its favour. Convolutions get images and weights in the blocked layouts that it likes best, from before
 * to behind what is timed, as in a network that keeps them so.
 */
public final class OneDnnPeer implements Peer {
    static final List<String> LIBRARIES = List.of("javacpp", "dnnl", "opencl");

    private @Nullable engine cpu;
    private @Nullable stream queue;

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public List<String> libraries() {
        return LIBRARIES;
    }

    @Override
    public @Nullable String unavailableBecause() {
        cpu = new engine(engine.kind.cpu, 0);
        queue = new stream(cpu);
        return null;
    }

    @Override
    public @Nullable Job job(Case chosen, LayerOperands operands) {
        return switch (chosen.work()) {
            case FORWARD -> forward(chosen.activation(), new NativeOperands(operands));
            case DW -> {
                NativeOperands at = new NativeOperands(operands);
                yield new NativeJob(at, weights(at), Output.DW);
            }
            case DX -> {
                NativeOperands at = new NativeOperands(operands);
                yield new NativeJob(at, input(at), Output.DX);
            }
            case BACKWARD -> {
                NativeOperands at = new NativeOperands(operands);
                OneDnnProduct weights = weights(at), input = input(at);
                Runnable both = () -> {
                    weights.run();
                    input.run();
                };
                yield new NativeJob(at, both, Output.DW, Output.DX);
            }
            default -> null;
        };
    }

    @Override
    public @Nullable Job job(Case chosen, ConvolutionOperands operands) {
        return new OneDnnConvolution(cpu(), queue(), operands, true).job(chosen);
    }

    private Job forward(String activation, NativeOperands at) {
        DenseShape shape = at.shape;
        OneDnnProduct product = new OneDnnProduct.Builder(cpu(), queue(), shape.batch(), shape.in(), shape.out())
                .a(at.x, format_tag.ab)
                .packedB(at.w)
                .bias(at.b)
                .activation(algorithm(activation))
                .build(at.y);
        return new NativeJob(at, product, Output.Y);
    }

    /** dW: X is read as its own transpose. */
    private OneDnnProduct weights(NativeOperands at) {
        DenseShape shape = at.shape;
        return new OneDnnProduct.Builder(cpu(), queue(), shape.in(), shape.batch(), shape.out())
                .a(at.x, format_tag.ba)
                .b(at.dz, format_tag.ab)
                .build(at.dw);
    }

    /** dX: W is read as its own transpose. */
    private OneDnnProduct input(NativeOperands at) {
        DenseShape shape = at.shape;
        return new OneDnnProduct.Builder(cpu(), queue(), shape.batch(), shape.out(), shape.in())
                .a(at.dz, format_tag.ab)
                .b(at.w, format_tag.ba)
                .build(at.dx);
    }

    private engine cpu() {
        if (cpu == null) throw new IllegalStateException("not loaded");
        return cpu;
    }

    private stream queue() {
        if (queue == null) throw new IllegalStateException("not loaded");
        return queue;
    }

    static @Nullable algorithm algorithm(String activation) {
        return switch (activation) {
            case "relu" -> algorithm.eltwise_relu;
            case "tanh" -> algorithm.eltwise_tanh;
            case "sigmoid" -> algorithm.eltwise_logistic;
            case "gelu" -> algorithm.eltwise_gelu_erf;
            case "identity" -> null;
            default -> throw new IllegalArgumentException("no such activation here: " + activation);
        };
    }
}

package dev.nn.bench.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.nn.bench.work.ArrayJob;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.Output;
import dev.nn.kernel.ConvolutionShape;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;

/** A convolution of oneDNN, planned once for one of its directions, with operands in the layouts of the plan. */
final class OneDnnConvolution {
    private final engine cpu;
    private final stream queue;
    private final ConvolutionOperands operands;
    private final ConvolutionShape shape;
    private final OneDnnLayouts layouts;
    private final IntMemoryMap arguments = new IntMemoryMap();
    private final long[] strides;
    private final long[] before;
    private final long[] behind;

    /** @param blocked whether images may lie in blocks of channels, as oneDNN likes best, instead of NHWC */
    OneDnnConvolution(engine cpu, stream queue, ConvolutionOperands operands, boolean blocked) {
        this.cpu = cpu;
        this.queue = queue;
        this.operands = operands;
        shape = operands.shape().convolution();
        if (shape.dilationHeight() > 1 || shape.dilationWidth() > 1) {
            throw new IllegalArgumentException("not written for dilated convolutions");
        }
        layouts = new OneDnnLayouts(cpu, queue, operands.shape(), blocked);
        strides = new long[] {shape.strideHeight(), shape.strideWidth()};
        before = new long[] {shape.top(), shape.left()};
        behind = new long[] {shape.bottom(), shape.right()};
    }

    /** The work of a case, or null. */
    @Nullable
    Job job(Case chosen) {
        return switch (chosen.work()) {
            case FORWARD -> forward(OneDnnPeer.algorithm(chosen.activation()));
            case DW -> weights();
            case DX -> input();
            default -> null;
        };
    }

    private Job forward(@Nullable algorithm activation) {
        convolution_forward.primitive_desc plan = plan(activation);
        memory y = new memory(plan.dst_desc(), cpu);
        arguments.put(DNNL_ARG_SRC, layouts.put(layouts.images, operands.x(), plan.src_desc()));
        arguments.put(DNNL_ARG_WEIGHTS, layouts.put(layouts.filters, operands.w(), plan.weights_desc()));
        arguments.put(DNNL_ARG_BIAS, layouts.put(layouts.bias, operands.b(), plan.bias_desc()));
        arguments.put(DNNL_ARG_DST, y);
        return job(Output.Y, new convolution_forward(plan), y, layouts.results, operands.dz().length);
    }

    private Job weights() {
        convolution_backward_weights.primitive_desc plan = new convolution_backward_weights.primitive_desc(
                cpu,
                algorithm.convolution_direct,
                layouts.anyImages,
                layouts.anyFilters,
                layouts.anyResults,
                strides,
                before,
                behind,
                plan(null));
        memory dw = new memory(plan.diff_weights_desc(), cpu);
        arguments.put(DNNL_ARG_SRC, layouts.put(layouts.images, operands.x(), plan.src_desc()));
        arguments.put(DNNL_ARG_DIFF_DST, layouts.put(layouts.results, operands.dz(), plan.diff_dst_desc()));
        arguments.put(DNNL_ARG_DIFF_WEIGHTS, dw);
        return job(Output.DW, new convolution_backward_weights(plan), dw, layouts.filters, operands.w().length);
    }

    private Job input() {
        convolution_backward_data.primitive_desc plan = new convolution_backward_data.primitive_desc(
                cpu,
                algorithm.convolution_direct,
                layouts.anyImages,
                layouts.anyFilters,
                layouts.anyResults,
                strides,
                before,
                behind,
                plan(null));
        memory dx = new memory(plan.diff_src_desc(), cpu);
        arguments.put(DNNL_ARG_DIFF_DST, layouts.put(layouts.results, operands.dz(), plan.diff_dst_desc()));
        arguments.put(DNNL_ARG_WEIGHTS, layouts.put(layouts.filters, operands.w(), plan.weights_desc()));
        arguments.put(DNNL_ARG_DIFF_SRC, dx);
        return job(Output.DX, new convolution_backward_data(plan), dx, layouts.images, operands.x().length);
    }

    /** The forward plan, which those of the backward pass want to see, too. */
    private convolution_forward.primitive_desc plan(@Nullable algorithm activation) {
        primitive_attr attributes = new primitive_attr();
        if (activation != null) {
            post_ops after = new post_ops();
            after.append_eltwise(activation, 0f, 0f);
            attributes.set_post_ops(after);
        }
        return new convolution_forward.primitive_desc(
                cpu,
                prop_kind.forward_training,
                algorithm.convolution_direct,
                layouts.anyImages,
                layouts.anyFilters,
                layouts.bias,
                layouts.anyResults,
                strides,
                before,
                behind,
                attributes,
                false);
    }

    private Job job(Output output, primitive convolution, memory result, memory.desc plain, int size) {
        Runnable work = () -> {
            convolution.execute(queue, arguments);
            queue._wait();
        };
        return new ArrayJob(output, work, () -> layouts.get(result, plain, size));
    }
}

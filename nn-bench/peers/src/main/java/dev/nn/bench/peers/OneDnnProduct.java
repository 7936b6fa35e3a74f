package dev.nn.bench.peers;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** A matrix product of oneDNN, C = act(A·B + bias), planned once and then run any number of times. */
final class OneDnnProduct implements Runnable {
    private final matmul product;
    private final stream queue;
    private final IntMemoryMap arguments;

    /** Everything native that the product refers to: javacpp frees what nobody holds. */
    private final List<Object> held;

    private OneDnnProduct(matmul product, stream queue, IntMemoryMap arguments, List<Object> held) {
        this.product = product;
        this.queue = queue;
        this.arguments = arguments;
        this.held = held;
    }

    @Override
    public void run() {
        product.execute(queue, arguments);
        queue._wait();
    }

    /** Number of native things that are held. */
    int held() {
        return held.size();
    }

    /** The plan: A is m × k, B k × n, C m × n; {@code ab} means row-major, {@code ba} the transpose of a row-major one. */
    static final class Builder {
        private final engine cpu;
        private final stream queue;
        private final long m;
        private final long k;
        private final long n;
        private final List<Object> held = new ArrayList<>();
        private @Nullable FloatPointer a;
        private @Nullable FloatPointer b;
        private @Nullable FloatPointer bias;
        private format_tag formatA = format_tag.ab;
        private format_tag formatB = format_tag.ab;
        private boolean packed;
        private @Nullable algorithm activation;

        Builder(engine cpu, stream queue, long m, long k, long n) {
            this.cpu = cpu;
            this.queue = queue;
            this.m = m;
            this.k = k;
            this.n = n;
        }

        Builder a(FloatPointer values, format_tag format) {
            a = values;
            formatA = format;
            return this;
        }

        Builder b(FloatPointer values, format_tag format) {
            b = values;
            formatB = format;
            return this;
        }

        /** B row-major, to be packed into the layout that oneDNN chooses. */
        Builder packedB(FloatPointer values) {
            packed = true;
            return b(values, format_tag.ab);
        }

        Builder bias(FloatPointer values) {
            bias = values;
            return this;
        }

        Builder activation(@Nullable algorithm function) {
            activation = function;
            return this;
        }

        OneDnnProduct build(FloatPointer c) {
            if (a == null || b == null) throw new IllegalStateException("two factors are needed");
            memory.desc describedA = describe(m, k, formatA), describedC = describe(m, n, format_tag.ab);
            memory.desc describedB = describe(k, n, packed ? format_tag.any : formatB);
            primitive_attr attributes = hold(new primitive_attr());
            if (activation != null) {
                post_ops after = hold(new post_ops());
                after.append_eltwise(activation, 0f, 0f);
                attributes.set_post_ops(after);
            }
            matmul.primitive_desc plan = hold(
                    bias == null
                            ? new matmul.primitive_desc(cpu, describedA, describedB, describedC, attributes, false)
                            : new matmul.primitive_desc(
                                    cpu,
                                    describedA,
                                    describedB,
                                    describe(1, n, format_tag.ab),
                                    describedC,
                                    attributes,
                                    false));
            IntMemoryMap arguments = new IntMemoryMap();
            arguments.put(DNNL_ARG_SRC, hold(new memory(describedA, cpu, a)));
            arguments.put(DNNL_ARG_WEIGHTS, packed ? pack(plan, b) : hold(new memory(describedB, cpu, b)));
            arguments.put(DNNL_ARG_DST, hold(new memory(describedC, cpu, c)));
            if (bias != null) {
                arguments.put(DNNL_ARG_BIAS, hold(new memory(describe(1, n, format_tag.ab), cpu, bias)));
            }
            return new OneDnnProduct(new matmul(plan), queue, arguments, held);
        }

        private memory pack(matmul.primitive_desc plan, FloatPointer values) {
            memory plain = hold(new memory(describe(k, n, format_tag.ab), cpu, values));
            memory own = hold(new memory(plan.weights_desc(), cpu));
            reorder packing = new reorder(plain, own);
            packing.execute(queue, plain, own);
            queue._wait();
            return own;
        }

        private memory.desc describe(long rows, long columns, format_tag format) {
            return hold(new memory.desc(new long[] {rows, columns}, data_type.f32, format));
        }

        private <T> T hold(T thing) {
            held.add(thing);
            return thing;
        }
    }
}

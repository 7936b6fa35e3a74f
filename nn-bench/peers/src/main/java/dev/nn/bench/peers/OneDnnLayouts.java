package dev.nn.bench.peers;

import dev.nn.bench.work.ConvolvedImages;
import dev.nn.kernel.ConvolutionShape;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * How the operands of a convolution lie in memory: plain, as ours do, and as a plan of oneDNN may choose. Weights are
 * always the plan's to choose; images are plain or, where they may be blocked, its choice, too.
 */
final class OneDnnLayouts {
    final memory.desc images;
    final memory.desc filters;
    final memory.desc bias;
    final memory.desc results;
    final memory.desc anyImages;
    final memory.desc anyFilters;
    final memory.desc anyResults;
    private final engine cpu;
    private final stream queue;

    /** What the plans refer to: javacpp frees what nobody holds. */
    private final List<memory> held = new ArrayList<>();

    OneDnnLayouts(engine cpu, stream queue, ConvolvedImages shape, boolean blocked) {
        this.cpu = cpu;
        this.queue = queue;
        ConvolutionShape of = shape.convolution();
        long[] x = {shape.batch(), of.channels(), of.height(), of.width()};
        long[] y = {shape.batch(), of.filters(), of.outHeight(), of.outWidth()};
        boolean grouped = of.groups() > 1;
        long[] w = grouped
                ? new long[] {of.groups(), of.groupFilters(), of.groupChannels(), of.kernelHeight(), of.kernelWidth()}
                : new long[] {of.filters(), of.channels(), of.kernelHeight(), of.kernelWidth()};
        format_tag chosen = blocked ? format_tag.any : format_tag.nhwc;
        images = describe(x, format_tag.nhwc);
        results = describe(y, format_tag.nhwc);
        filters = describe(w, grouped ? format_tag.hwigo : format_tag.hwio);
        bias = describe(new long[] {of.filters()}, format_tag.x);
        anyImages = describe(x, chosen);
        anyResults = describe(y, chosen);
        anyFilters = describe(w, format_tag.any);
    }

    private static memory.desc describe(long[] sizes, format_tag format) {
        return new memory.desc(sizes, data_type.f32, format);
    }

    /** Plain values in memory of another layout. */
    memory put(memory.desc plain, float[] values, memory.desc wanted) {
        memory to = new memory(wanted, cpu);
        held.add(to);
        try (FloatPointer pointer = new FloatPointer(values)) {
            copy(new memory(plain, cpu, pointer), to);
        }
        return to;
    }

    /** What memory holds, as plain values. */
    float[] get(memory from, memory.desc plain, int size) {
        float[] values = new float[size];
        try (FloatPointer pointer = new FloatPointer(size)) {
            copy(from, new memory(plain, cpu, pointer));
            pointer.get(values);
        }
        return values;
    }

    private void copy(memory from, memory to) {
        new reorder(from, to).execute(queue, from, to);
        queue._wait();
    }

    /** Number of operands that are held. */
    int held() {
        return held.size();
    }
}

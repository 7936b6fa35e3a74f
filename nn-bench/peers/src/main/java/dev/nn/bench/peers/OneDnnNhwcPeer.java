package dev.nn.bench.peers;

import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.Job;
import java.util.List;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;

/** oneDNN on images that lie as ours do, pixel by pixel (NHWC), where nothing has to be brought into blocks. */
public final class OneDnnNhwcPeer implements Peer {
    private @Nullable engine cpu;
    private @Nullable stream queue;

    @Override
    public String name() {
        return "onednn-nhwc";
    }

    @Override
    public List<String> libraries() {
        return OneDnnPeer.LIBRARIES;
    }

    @Override
    public @Nullable String unavailableBecause() {
        cpu = new engine(engine.kind.cpu, 0);
        queue = new stream(cpu);
        return null;
    }

    @Override
    public @Nullable Job job(Case chosen, ConvolutionOperands operands) {
        if (cpu == null || queue == null) throw new IllegalStateException("not loaded");
        return new OneDnnConvolution(cpu, queue, operands, false).job(chosen);
    }
}

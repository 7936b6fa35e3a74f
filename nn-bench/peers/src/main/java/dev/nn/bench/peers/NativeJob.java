package dev.nn.bench.peers;

import dev.nn.bench.work.Job;
import dev.nn.bench.work.Output;
import java.util.EnumSet;
import java.util.Set;

/** Work on operands outside the heap. */
final class NativeJob implements Job {
    private final NativeOperands operands;
    private final Runnable work;
    private final Set<Output> outputs;

    NativeJob(NativeOperands operands, Runnable work, Output first, Output... others) {
        this.operands = operands;
        this.work = work;
        this.outputs = EnumSet.of(first, others);
    }

    @Override
    public void run() {
        work.run();
    }

    @Override
    public Set<Output> outputs() {
        return outputs;
    }

    @Override
    public float[] read(Output output) {
        return operands.read(output);
    }

    @Override
    public void close() {
        operands.close();
    }
}

package dev.nn.bench.fork;

import dev.nn.bench.peer.Peer;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolutionData;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.ConvolutionReference;
import dev.nn.bench.work.ConvolvedImages;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.LayerData;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.LeNetImages;
import dev.nn.bench.work.Reference;
import dev.nn.bench.work.Shape;
import dev.nn.bench.work.SharedForward;
import dev.nn.kernel.DenseKernels;
import org.jspecify.annotations.Nullable;

/** One layer with its operands: the work on it by our kernels and by peers, and the check of both. */
interface LayerAtWork {
    /** A layer of that shape with random operands. */
    static LayerAtWork of(Shape shape, DenseKernels kernels, long seed) {
        return switch (shape) {
            case DenseShape dense -> new DenseLayer(kernels, LayerOperands.random(dense, seed), seed);
            case ConvolvedImages images -> new Convolution(kernels, ConvolutionOperands.random(images, seed), seed);
            case LeNetImages network -> throw new IllegalArgumentException("a network, not a layer: " + network);
        };
    }

    /** The work on our kernels, at full speed from the start. */
    Job ours(Case chosen);

    /** A peer's, or null if it has nothing for it. */
    @Nullable
    Job of(Peer peer, Case chosen);

    /**
     * Runs a job and checks what it computes.
     *
     * @throws dev.nn.bench.work.WrongResultException if it is wrong
     */
    void check(String who, Case chosen, Job job);

    /** A dense layer, which a team may share. */
    record DenseLayer(DenseKernels kernels, LayerOperands operands, LayerData data, Reference reference)
            implements LayerAtWork {
        DenseLayer(DenseKernels kernels, LayerOperands operands, long seed) {
            this(kernels, operands, new LayerData(kernels, operands), new Reference(operands, seed));
        }

        @Override
        public Job ours(Case chosen) {
            data.prepare(chosen.function());
            return chosen.threads() == 1 ? data.job(chosen) : new SharedForward(kernels, chosen, operands);
        }

        @Override
        public @Nullable Job of(Peer peer, Case chosen) {
            return peer.job(chosen, operands);
        }

        @Override
        public void check(String who, Case chosen, Job job) {
            reference.check(who, chosen, job);
        }
    }

    /** A convolution. */
    record Convolution(ConvolutionOperands operands, ConvolutionData data, ConvolutionReference reference)
            implements LayerAtWork {
        Convolution(DenseKernels kernels, ConvolutionOperands operands, long seed) {
            this(operands, new ConvolutionData(kernels, operands), new ConvolutionReference(operands, seed));
        }

        @Override
        public Job ours(Case chosen) {
            data.prepare(chosen.function());
            return data.job(chosen);
        }

        @Override
        public @Nullable Job of(Peer peer, Case chosen) {
            return peer.job(chosen, operands);
        }

        @Override
        public void check(String who, Case chosen, Job job) {
            reference.check(who, chosen, job);
        }
    }
}

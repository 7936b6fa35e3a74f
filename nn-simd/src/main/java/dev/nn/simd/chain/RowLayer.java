package dev.nn.simd.chain;

import dev.nn.activation.Activation;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Operation;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.Blocking;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of an {@linkplain RowClass unrolled network}, and where its weights are: W[i][j], or W[i] of a dot product, and
 * behind them the bias, each row in whole vectors.
 *
 * @param base place of the first weight, in floats
 */
record RowLayer(FrozenAffine parameters, Activation activation, Kind kind, int base) {
    /** How the sums of a layer lie in registers. */
    enum Kind {
        /** More than 16 outputs side by side, each one sum in the order of the inputs. */
        WIDE,

        /** Up to 16 outputs side by side, each sixteen sums one below the other. */
        COLUMNS,

        /** One output, sixteen sums side by side: whole lines of inputs. */
        DOT
    }

    /** Multiply-adds of a class; more make a method that the compilers refuse. */
    private static final int MOST_STEPS = 48;

    private static final int L = VectorShape.LANES, LINE = Blocking.LINE;

    static List<RowLayer> of(Operation.RowPrediction operation) {
        List<RowLayer> layers = new ArrayList<>();
        int base = 0;
        for (Operation.Prediction part : operation.layers()) {
            FrozenAffine parameters = part.parameters();
            Kind kind = Kind.COLUMNS;
            if (parameters.out() > Blocking.NARROW) kind = Kind.WIDE;
            else if (parameters.out() == 1 && parameters.in() % LINE == 0) kind = Kind.DOT;
            RowLayer layer = new RowLayer(parameters, part.activation(), kind, base);
            layers.add(layer);
            base = layer.bias() + layer.columns();
        }
        return layers;
    }

    /**
     * Whether the code of a class is short enough for the compilers. It is asked of every chain, so nothing here loads what
     * only the writing of the class needs.
     */
    static boolean isShort(Operation.RowPrediction operation) {
        int steps = 0;
        for (RowLayer layer : of(operation)) steps += layer.steps();
        return steps <= MOST_STEPS;
    }

    /** All weights in native memory, at whole cache lines; freed with whatever refers to it. */
    static MemorySegment weights(List<RowLayer> layers) {
        RowLayer last = layers.getLast();
        long bytes = (last.bias() + last.columns()) * (long) Float.BYTES;
        MemorySegment memory = Arena.ofAuto().allocate(bytes, LINE * (long) Float.BYTES);
        for (RowLayer layer : layers) layer.copy(memory);
        return memory;
    }

    private void copy(MemorySegment to) {
        for (int j = 0; j < out(); j++) {
            for (int i = 0; i < in(); i++) {
                int at = kind == Kind.DOT ? base + i : base + i * columns() + j;
                to.setAtIndex(ValueLayout.JAVA_FLOAT, at, parameters.weight(i, j));
            }
            to.setAtIndex(ValueLayout.JAVA_FLOAT, bias() + j, parameters.bias(j));
        }
    }

    int in() {
        return parameters.in();
    }

    int out() {
        return parameters.out();
    }

    /** Vectors that hold the outputs. */
    int vectors() {
        return (out() + L - 1) / L;
    }

    /** Floats of the outputs in whole vectors. */
    private int columns() {
        return vectors() * L;
    }

    /** Multiply-adds of vectors. */
    int steps() {
        return kind == Kind.DOT ? in() / L : in() * vectors();
    }

    /** Place of the weights from input i to the outputs of vector v. */
    int weight(int i, int v) {
        return base + i * columns() + v * L;
    }

    /** Place of the bias. */
    int bias() {
        return kind == Kind.DOT ? base + in() : base + in() * columns();
    }
}

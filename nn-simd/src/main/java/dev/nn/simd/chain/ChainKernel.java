package dev.nn.simd.chain;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.Blocking;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * z = x·W + b for one row and a small W, outputs along the vector; with the bits that the products of whole batches have.
 *
 * <p>Those add up each output of a wide layer from its bias in the order of the inputs, and each output of a narrow one in
 * sixteen sums and a tree. Here the sixteen sums stand one below the other in registers, and the tree needs no shuffles.
 */
final class ChainKernel {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int L = VectorShape.LANES, LINE = Blocking.LINE;

    private ChainKernel() {}

    /**
     * A layer of at most 16 outputs and inputs.
     *
     * @param h holds x, zeros from the last input to the sixteenth; takes z
     * @param w W[i][j] is w[at + 16·i + j], b[j] is w[bias + j]
     */
    static void narrow(float[] h, int x, int z, float[] w, int at, int bias, boolean relu) {
        FloatVector zero = FloatVector.zero(S);
        for (int j = 0; j < LINE; j += L) {
            int p = at + j;
            FloatVector s0 = broadcast(S, h[x]).fma(fromArray(S, w, p), zero);
            FloatVector s2 = broadcast(S, h[x + 2]).fma(fromArray(S, w, p + 2 * LINE), zero);
            FloatVector s4 = broadcast(S, h[x + 4]).fma(fromArray(S, w, p + 4 * LINE), zero);
            FloatVector s6 = broadcast(S, h[x + 6]).fma(fromArray(S, w, p + 6 * LINE), zero);
            FloatVector s8 = broadcast(S, h[x + 8]).fma(fromArray(S, w, p + 8 * LINE), zero);
            FloatVector s10 = broadcast(S, h[x + 10]).fma(fromArray(S, w, p + 10 * LINE), zero);
            FloatVector s12 = broadcast(S, h[x + 12]).fma(fromArray(S, w, p + 12 * LINE), zero);
            FloatVector s14 = broadcast(S, h[x + 14]).fma(fromArray(S, w, p + 14 * LINE), zero);
            FloatVector even = s0.add(s8).add(s4.add(s12)).add(s2.add(s10).add(s6.add(s14)));
            FloatVector s1 = broadcast(S, h[x + 1]).fma(fromArray(S, w, p + 1 * LINE), zero);
            FloatVector s3 = broadcast(S, h[x + 3]).fma(fromArray(S, w, p + 3 * LINE), zero);
            FloatVector s5 = broadcast(S, h[x + 5]).fma(fromArray(S, w, p + 5 * LINE), zero);
            FloatVector s7 = broadcast(S, h[x + 7]).fma(fromArray(S, w, p + 7 * LINE), zero);
            FloatVector s9 = broadcast(S, h[x + 9]).fma(fromArray(S, w, p + 9 * LINE), zero);
            FloatVector s11 = broadcast(S, h[x + 11]).fma(fromArray(S, w, p + 11 * LINE), zero);
            FloatVector s13 = broadcast(S, h[x + 13]).fma(fromArray(S, w, p + 13 * LINE), zero);
            FloatVector s15 = broadcast(S, h[x + 15]).fma(fromArray(S, w, p + 15 * LINE), zero);
            FloatVector sum =
                    even.add(s1.add(s9).add(s5.add(s13)).add(s3.add(s11).add(s7.add(s15))));
            sum = sum.add(fromArray(S, w, bias + j));
            if (relu) sum = sum.blend(0f, sum.compare(VectorOperators.LE, 0f));
            sum.intoArray(h, z + j);
        }
    }

    /**
     * A layer of at most 16 outputs.
     *
     * @param in inputs, a multiple of 16; x is zero behind the real ones
     */
    static void narrow(int in, float[] h, int x, int z, float[] w, int at, int bias, boolean relu) {
        FloatVector zero = FloatVector.zero(S);
        for (int j = 0; j < LINE; j += L) {
            // Eight sums at a time: sixteen would be all the registers of AVX2.
            FloatVector s0 = zero, s2 = zero, s4 = zero, s6 = zero, s8 = zero, s10 = zero, s12 = zero, s14 = zero;
            for (int i = 0, p = at + j; i < in; i += LINE, p += LINE * LINE) {
                int q = x + i;
                s0 = broadcast(S, h[q]).fma(fromArray(S, w, p), s0);
                s2 = broadcast(S, h[q + 2]).fma(fromArray(S, w, p + 2 * LINE), s2);
                s4 = broadcast(S, h[q + 4]).fma(fromArray(S, w, p + 4 * LINE), s4);
                s6 = broadcast(S, h[q + 6]).fma(fromArray(S, w, p + 6 * LINE), s6);
                s8 = broadcast(S, h[q + 8]).fma(fromArray(S, w, p + 8 * LINE), s8);
                s10 = broadcast(S, h[q + 10]).fma(fromArray(S, w, p + 10 * LINE), s10);
                s12 = broadcast(S, h[q + 12]).fma(fromArray(S, w, p + 12 * LINE), s12);
                s14 = broadcast(S, h[q + 14]).fma(fromArray(S, w, p + 14 * LINE), s14);
            }
            FloatVector even = s0.add(s8).add(s4.add(s12)).add(s2.add(s10).add(s6.add(s14)));
            FloatVector s1 = zero, s3 = zero, s5 = zero, s7 = zero, s9 = zero, s11 = zero, s13 = zero, s15 = zero;
            for (int i = 0, p = at + j; i < in; i += LINE, p += LINE * LINE) {
                int q = x + i;
                s1 = broadcast(S, h[q + 1]).fma(fromArray(S, w, p + 1 * LINE), s1);
                s3 = broadcast(S, h[q + 3]).fma(fromArray(S, w, p + 3 * LINE), s3);
                s5 = broadcast(S, h[q + 5]).fma(fromArray(S, w, p + 5 * LINE), s5);
                s7 = broadcast(S, h[q + 7]).fma(fromArray(S, w, p + 7 * LINE), s7);
                s9 = broadcast(S, h[q + 9]).fma(fromArray(S, w, p + 9 * LINE), s9);
                s11 = broadcast(S, h[q + 11]).fma(fromArray(S, w, p + 11 * LINE), s11);
                s13 = broadcast(S, h[q + 13]).fma(fromArray(S, w, p + 13 * LINE), s13);
                s15 = broadcast(S, h[q + 15]).fma(fromArray(S, w, p + 15 * LINE), s15);
            }
            FloatVector sum =
                    even.add(s1.add(s9).add(s5.add(s13)).add(s3.add(s11).add(s7.add(s15))));
            sum = sum.add(fromArray(S, w, bias + j));
            if (relu) sum = sum.blend(0f, sum.compare(VectorOperators.LE, 0f));
            sum.intoArray(h, z + j);
        }
    }

    /**
     * A layer of more outputs.
     *
     * @param in inputs
     * @param out outputs, a multiple of 16
     * @param w W[i][j] is w[at + out·i + j], b[j] is w[bias + j]
     */
    static void wide(int in, int out, float[] h, int x, int z, float[] w, int at, int bias, boolean relu) {
        int j = 0;
        for (; j + 4 * L <= out; j += 4 * L) four(in, out, h, x, z + j, w, at + j, bias + j, relu);
        for (; j + 2 * L <= out; j += 2 * L) two(in, out, h, x, z + j, w, at + j, bias + j, relu);
        for (; j < out; j += L) one(in, out, h, x, z + j, w, at + j, bias + j, relu);
    }

    private static void four(int in, int out, float[] h, int x, int z, float[] w, int at, int bias, boolean relu) {
        FloatVector s0 = fromArray(S, w, bias), s1 = fromArray(S, w, bias + L);
        FloatVector s2 = fromArray(S, w, bias + 2 * L), s3 = fromArray(S, w, bias + 3 * L);
        for (int i = 0, p = at; i < in; i++, p += out) {
            FloatVector v = broadcast(S, h[x + i]);
            s0 = v.fma(fromArray(S, w, p), s0);
            s1 = v.fma(fromArray(S, w, p + L), s1);
            s2 = v.fma(fromArray(S, w, p + 2 * L), s2);
            s3 = v.fma(fromArray(S, w, p + 3 * L), s3);
        }
        if (relu) {
            s0 = s0.blend(0f, s0.compare(VectorOperators.LE, 0f));
            s1 = s1.blend(0f, s1.compare(VectorOperators.LE, 0f));
            s2 = s2.blend(0f, s2.compare(VectorOperators.LE, 0f));
            s3 = s3.blend(0f, s3.compare(VectorOperators.LE, 0f));
        }
        s0.intoArray(h, z);
        s1.intoArray(h, z + L);
        s2.intoArray(h, z + 2 * L);
        s3.intoArray(h, z + 3 * L);
    }

    private static void two(int in, int out, float[] h, int x, int z, float[] w, int at, int bias, boolean relu) {
        FloatVector s0 = fromArray(S, w, bias), s1 = fromArray(S, w, bias + L);
        for (int i = 0, p = at; i < in; i++, p += out) {
            FloatVector v = broadcast(S, h[x + i]);
            s0 = v.fma(fromArray(S, w, p), s0);
            s1 = v.fma(fromArray(S, w, p + L), s1);
        }
        if (relu) {
            s0 = s0.blend(0f, s0.compare(VectorOperators.LE, 0f));
            s1 = s1.blend(0f, s1.compare(VectorOperators.LE, 0f));
        }
        s0.intoArray(h, z);
        s1.intoArray(h, z + L);
    }

    private static void one(int in, int out, float[] h, int x, int z, float[] w, int at, int bias, boolean relu) {
        FloatVector s = fromArray(S, w, bias);
        for (int i = 0, p = at; i < in; i++, p += out) {
            s = broadcast(S, h[x + i]).fma(fromArray(S, w, p), s);
        }
        if (relu) s = s.blend(0f, s.compare(VectorOperators.LE, 0f));
        s.intoArray(h, z);
    }
}

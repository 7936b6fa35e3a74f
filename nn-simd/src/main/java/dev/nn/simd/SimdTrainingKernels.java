package dev.nn.simd;

import dev.nn.kernel.Rows;
import dev.nn.kernel.TrainingKernels;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.ByteScaling;
import dev.nn.simd.function.SimdBinaryCrossEntropy;
import dev.nn.simd.function.SimdSoftmax;
import dev.nn.simd.jvm.Uncompiled;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.plain.PlainTrainingKernels;

/**
 * What a training step computes beside its layers, on vectors where that is faster than what C2 makes of a loop: the
 * losses and the conversion of bytes.
 */
final class SimdTrainingKernels implements TrainingKernels {
    /** In place of what this JVM doesn't {@linkplain Uncompiled compile}. */
    private final TrainingKernels plain = new PlainTrainingKernels();

    @Override
    public double softmaxCrossEntropy(
            int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, Workspace workspace) {
        if (Uncompiled.contains(Family.LOSS, SimdSoftmax.kernel(classes))) {
            return plain.softmaxCrossEntropy(fromRow, toRow, classes, z, labels, scale, dz, workspace);
        }
        return SimdSoftmax.crossEntropy(fromRow, toRow, classes, z, labels, scale, dz, workspace.scratch());
    }

    @Override
    public double binaryCrossEntropy(
            int batch, int outputs, Rows z, Rows target, float scale, Rows dz, Workspace workspace) {
        if (Uncompiled.contains(Family.LOSS, SimdBinaryCrossEntropy.class)) {
            return plain.binaryCrossEntropy(batch, outputs, z, target, scale, dz, workspace);
        }
        return SimdBinaryCrossEntropy.evaluate(batch, outputs, z, target, scale, dz, workspace.scratch());
    }

    @Override
    public void scaleBytes(byte[] from, int fi, float divisor, float[] to, int ti, int n) {
        boolean slow = n < ByteScaling.LEAST || Uncompiled.contains(Family.BYTES, ByteScaling.class);
        if (slow) plain.scaleBytes(from, fi, divisor, to, ti, n);
        else ByteScaling.scale(from, fi, divisor, to, ti, n);
    }
}

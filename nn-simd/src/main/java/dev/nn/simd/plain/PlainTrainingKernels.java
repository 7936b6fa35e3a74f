package dev.nn.simd.plain;

import dev.nn.kernel.Rows;
import dev.nn.kernel.TrainingKernels;
import dev.nn.kernel.Workspace;

/** The plain twins of the losses on vectors, with the same bits; the rest is the same for both. */
public final class PlainTrainingKernels implements TrainingKernels {
    @Override
    public double softmaxCrossEntropy(
            int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, Workspace workspace) {
        return PlainSoftmax.crossEntropy(fromRow, toRow, classes, z, labels, scale, dz, workspace.scratch());
    }

    @Override
    public double binaryCrossEntropy(
            int batch, int outputs, Rows z, Rows target, float scale, Rows dz, Workspace workspace) {
        return PlainBinaryCrossEntropy.evaluate(batch, outputs, z, target, scale, dz, workspace.scratch());
    }
}

package dev.nn.simd.lane;

import dev.nn.activation.Activation;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.function.GradientFrame;

/** The loops on vectors. */
public final class VectorLanes implements LaneArithmetic {
    @Override
    public void chains(LaneFrame frame) {
        LaneChains.multiply(frame);
    }

    @Override
    public void trees(LaneFrame frame, boolean biased) {
        LaneTrees.multiply(frame, biased);
    }

    @Override
    public void activate(Activation activation, float[] z, int zi, float[] y, int yi, int n, float[] scratch) {
        ActivationEpilogues.forward(activation, z, zi, y, yi, n, scratch, 0);
    }

    @Override
    public void gradient(Activation activation, GradientFrame frame, float[] scratch) {
        ActivationEpilogues.backward(activation, frame, scratch, 0);
    }
}

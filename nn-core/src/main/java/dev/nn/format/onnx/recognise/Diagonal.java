package dev.nn.format.onnx.recognise;

/** Linear maps that do what a scaling does, for where no other linear map can take it in. */
final class Diagonal {
    /** The most features: the map has their square of weights. */
    private static final int LIMIT = 1024;

    private Diagonal() {}

    /** Whether a map over that many features is small enough. */
    static boolean fits(long features) {
        return features >= 1 && features <= LIMIT;
    }

    static Step.Linear of(int features, Step.Scaling scaling) {
        float[] weights = new float[features * features];
        double[] bias = new double[features];
        for (int i = 0; i < features; i++) {
            weights[i * features + i] = (float) scaling.scale(i);
            bias[i] = scaling.shift(i);
        }
        return new Step.Linear(features, features, weights, bias);
    }
}

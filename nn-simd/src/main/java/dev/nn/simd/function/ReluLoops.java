package dev.nn.simd.function;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import dev.nn.simd.jvm.VectorShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of identity, ReLU and leaky ReLU, over whole vectors.
 *
 * <p>Each activation has its own loop, here and in the classes like this, however alike they look. One loop with the
 * function as a parameter is compiled to a call for each vector, which makes an object of the vector each time.
 */
public final class ReluLoops {
    private static final VectorSpecies<Float> S = VectorShape.FLOATS;
    private static final int LANES = VectorShape.LANES;

    private ReluLoops() {}

    static void identity(float[] z, int zi, float[] y, int yi, int length) {
        System.arraycopy(z, zi, y, yi, length);
    }

    static void relu(float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            v.blend(0f, v.compare(LE, 0f)).intoArray(y, yi + j);
        }
    }

    static void leakyRelu(float slope, float[] z, int zi, float[] y, int yi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, z, zi + j);
            v.mul(slope).blend(v, v.compare(GT, 0f)).intoArray(y, yi + j);
        }
    }

    /** dz = dy, db += dz. */
    static void identityGradient(float[] dy, int dyi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }

    /** dz = dy where y > 0, else dy·{@code left}; db += dz. */
    static void gradient(
            float left, float[] dy, int dyi, float[] y, int yi, float[] dz, int dzi, float[] db, int dbi, int length) {
        for (int j = 0; j < length; j += LANES) {
            FloatVector v = FloatVector.fromArray(S, y, yi + j);
            FloatVector slope = FloatVector.broadcast(S, left).blend(1f, v.compare(GT, 0f));
            FloatVector gradient = FloatVector.fromArray(S, dy, dyi + j).mul(slope);
            gradient.intoArray(dz, dzi + j);
            FloatVector.fromArray(S, db, dbi + j).add(gradient).intoArray(db, dbi + j);
        }
    }
}

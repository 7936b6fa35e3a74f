package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.network.Dense;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as it is written with matrices: Y = act(X·W + b), layer after layer, all rows of X at once.
 *
 * @param layers from the input's side on
 */
record MatrixNetwork(List<MatrixLayer> layers) {
    /**
     * One step.
     *
     * @param w in × out
     * @param b out entries, added to every row
     * @param activation act, applied to every element
     */
    record MatrixLayer(float[][] w, float[] b, Activation activation) {
        float[][] forward(float[][] x) {
            float[][] y = times(x, w);
            for (float[] row : y) {
                for (int j = 0; j < row.length; j++) row[j] = (float) activation.apply(row[j] + b[j]);
            }
            return y;
        }
    }

    /** Y, batch × outputs, for X, batch × inputs. */
    float[][] forward(float[][] x) {
        float[][] y = x;
        for (MatrixLayer layer : layers) y = layer.forward(y);
        return y;
    }

    /** The product of an m × k and a k × n matrix. */
    static float[][] times(float[][] a, float[][] b) {
        float[][] c = new float[a.length][b[0].length];
        // @start region="times"
        for (int r = 0; r < a.length; r++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < c[r].length; j++) c[r][j] += a[r][k] * b[k][j];
            }
        }
        // @end
        return c;
    }

    /** The same weights as in a network of the library. */
    static MatrixNetwork of(Network network) {
        List<MatrixLayer> layers = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            Dense dense = (Dense) network.layers().get(l);
            float[] values = network.layerParameters(l), b = new float[dense.out()];
            float[][] w = new float[dense.in()][dense.out()];
            for (int i = 0; i < w.length; i++) System.arraycopy(values, i * dense.out(), w[i], 0, dense.out());
            System.arraycopy(values, dense.in() * dense.out(), b, 0, b.length);
            layers.add(new MatrixLayer(w, b, dense.activation()));
        }
        return new MatrixNetwork(layers);
    }
}

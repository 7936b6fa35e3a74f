package dev.nn.spark;

import dev.nn.network.Layer;
import dev.nn.network.Network;

/**
 * The order in which parameters travel: layer after layer, each as in files, without padding. A network's own layout
 * depends on its kernels, which may be others on another machine.
 */
final class RowMajor {
    /** Where in the network's array each parameter stands. */
    private final int[] places;

    private RowMajor(int[] places) {
        this.places = places;
    }

    /** The order of a network's parameters. */
    static RowMajor of(Network network) {
        int[] places = new int[network.parameterCount()];
        int next = 0;
        for (Layer layer : network.layers()) {
            for (int i = 0; i < layer.parameterCount(); i++) places[next++] = layer.parameterIndex(i);
        }
        return new RowMajor(places);
    }

    /** Number of parameters. */
    int size() {
        return places.length;
    }

    /** Copies from an array in the network's layout, times {@code scale}. */
    void read(float[] layout, float scale, float[] to, int at) {
        for (int i = 0; i < places.length; i++) to[at + i] = layout[places[i]] * scale;
    }

    /** The values of an array in the network's layout; nothing if it is empty. */
    float[] read(float[] layout) {
        if (layout.length == 0) return layout;
        float[] values = new float[places.length];
        read(layout, 1, values, 0);
        return values;
    }

    /** Copies into an array in the network's layout; its padding stays. */
    void write(float[] from, int at, float[] layout) {
        for (int i = 0; i < places.length; i++) layout[places[i]] = from[at + i];
    }

    /** Adds to an array in the network's layout. */
    void add(float[] from, int at, float[] layout) {
        for (int i = 0; i < places.length; i++) layout[places[i]] += from[at + i];
    }
}

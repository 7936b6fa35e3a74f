package dev.nn.bench.work;

/** The size of what is at work: a batch of rows, and the layer or the network that they go through. */
public sealed interface Shape permits DenseShape, ConvolvedImages, LeNetImages {
    /** How many rows, or images. */
    int batch();

    /** Multiply-adds of the products of a forward pass, for one row. */
    long products();

    /** Those of the first layer, whose input needs no gradient in a training step. */
    long firstProducts();

    /** Number of weights of all layers, the bias not counted. */
    long weights();

    /** Values of one row in all layers: inputs, hidden and outputs. */
    long values();

    /** Whether it is a network of several layers. */
    boolean isNetwork();

    /** What means are taken of apart from others; empty for dense layers of usual width. */
    String kind();
}

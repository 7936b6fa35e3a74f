package dev.nn.network;

/** A layer in a model that computes what it computes in a network. */
interface FrozenUnchanged extends PlainFrozenLayer {
    /** The layer in the network. */
    Layer layer();

    @Override
    default int in() {
        return layer().in();
    }

    @Override
    default int out() {
        return layer().out();
    }

    @Override
    default String describe() {
        return layer().describe();
    }
}

package dev.nn.network;

import dev.nn.kernel.Rows;
import java.util.List;

/**
 * What a layer without parameters does with rows, each by itself: so a team may share them, and a model computes the same as
 * a network. Both functions may run on several threads at once.
 *
 * @param layer whose operation it is
 * @param work values that a row costs, about
 * @param bytes of memory that its constants occupy
 * @param values computes rows of the output
 * @param gradients computes rows of the input's gradient
 */
record RowOperation(Layer layer, long work, long bytes, Values values, Gradients gradients) {
    /** One without constants. */
    RowOperation(Layer layer, long work, Values values, Gradients gradients) {
        this(layer, work, 0, values, gradients);
    }

    /** y = f(x). */
    interface Values {
        void compute(int fromRow, int toRow, Rows x, Rows y);
    }

    /** dx = dy · f′(x), where y = f(x). */
    interface Gradients {
        void compute(int fromRow, int toRow, Rows x, Rows y, Rows dy, Rows dx);
    }

    /** The layer at work on batches. */
    LayerPass pass(int maxBatch, Team team) {
        return new RowPass(this, Rows.allocate(maxBatch, layer.out()), team);
    }

    /** The layer in a model. */
    List<FrozenLayer> frozen() {
        return List.of(new FrozenRows(this));
    }
}

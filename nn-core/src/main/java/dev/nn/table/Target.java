package dev.nn.table;

import dev.nn.loss.Loss;
import dev.nn.metric.Metric;

/** What a model knows of the column that it predicts. Immutable. */
public sealed interface Target permits ClassTarget, NumberTarget {
    /** The column's name in the table. */
    String name();

    Task task();

    /** Outputs of the network that it takes. */
    int outputs();

    /** The loss that the network is trained with. */
    Loss loss();

    /** A new instance of the score: accuracy or R². */
    Metric newScore();

    /** The score's name in reports: {@code accuracy} or {@code R2}. */
    String scoreName();

    /**
     * Whether a cell has no target; such rows can be predicted, not learnt or measured.
     *
     * @param cell its text
     */
    boolean isMissing(String cell);

    /**
     * The value that the loss compares with: the number of a class, or the scaled number.
     *
     * @param cell its text
     * @throws TableException if it is missing, no number, or a class that training has not seen
     */
    float encode(String cell);

    /** How its cells are read. */
    Reading reading();

    /** The same target in a table whose cells are written as these rules say. */
    Target withCells(CellRules rules);

    /** What the network's outputs, from index {@code at} on, say. */
    Prediction decode(float[] y, int at);
}

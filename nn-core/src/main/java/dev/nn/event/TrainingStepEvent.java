package dev.nn.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A step of a training, from the gathering of its rows to the update of the parameters. */
@Name("nn.TrainingStep")
@Label("Training Step")
@Category("nn")
@Description("A step of a training")
@Enabled(false)
@StackTrace(false)
final class TrainingStepEvent extends Event {
    @Label("Epoch")
    int epoch;

    @Label("Step")
    int step;

    @Label("Rows")
    int rows;

    @Label("Mean Loss")
    double loss;

    void commit(int epoch, int step, int rows, double loss) {
        end();
        if (!shouldCommit()) return;
        this.epoch = epoch;
        this.step = step;
        this.rows = rows;
        this.loss = loss;
        commit();
    }
}

package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import org.jspecify.annotations.Nullable;

/** A {@link RowOperation} at work on batches, cut by rows. */
final class RowPass implements LayerPass {
    private final RowOperation rows;
    private final Team team;
    private final Rows y;
    private int batch;
    private Rows x;
    private Rows dy;
    private Rows dx;
    private final Team.Operation forward = this::forwardPart;
    private final Team.Operation backward = this::backwardPart;

    /** @param y where the output goes */
    RowPass(RowOperation rows, Rows y, Team team) {
        this.rows = rows;
        this.team = team;
        this.y = y;
        this.x = y;
        this.dy = y;
        this.dx = y;
    }

    @Override
    public Rows forward(int count, Rows input) {
        input.require("x", count, rows.layer().in());
        batch = count;
        x = input;
        team.run(forward, count * rows.work());
        return y;
    }

    @Override
    public void backward(
            int count, Rows input, Rows outputGradient, @Nullable Rows inputGradient, @Nullable OptimizerState update) {
        if (inputGradient == null) return;
        batch = count;
        x = input;
        dy = outputGradient;
        dx = inputGradient;
        team.run(backward, count * rows.work());
    }

    private void forwardPart(int part, int parts) {
        rows.values().compute(Team.cut(batch, part, parts), Team.cut(batch, part + 1, parts), x, y);
    }

    private void backwardPart(int part, int parts) {
        rows.gradients().compute(Team.cut(batch, part, parts), Team.cut(batch, part + 1, parts), x, y, dy, dx);
    }
}

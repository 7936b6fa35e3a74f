package dev.nn.training;

import dev.nn.kernel.LaneKernels;
import dev.nn.kernel.Rows;
import dev.nn.lane.LanePass;
import dev.nn.network.Network;
import java.util.List;

/**
 * Trainings whose networks are in the lanes of one pass. They take their steps together: only forward and backward are
 * common, all else is each training's own. A step allocates nothing.
 */
final class LaneGroup {
    /** Fewer networks are faster each by itself. */
    static final int FEWEST = 4;

    private final LanePass pass;
    private final List<Fit> fits;

    /** The trainings that take part in the step at hand, from 0 on in their order. */
    private final Fit[] active = new Fit[LaneKernels.LANES];

    /** Whether the training at the same place has diverged in this step. */
    private final boolean[] diverged = new boolean[LaneKernels.LANES];

    private final Rows y;

    /** @param fits at the same step, of as many rows */
    LaneGroup(List<Fit> fits) {
        this.fits = fits;
        Steps steps = fits.getFirst().steps();
        Network network = fits.getFirst().trainer().network;
        pass = new LanePass(network, steps.rows(1), steps.rows(steps.perEpoch()));
        y = Rows.allocate(steps.rows(1), network.out());
    }

    /** Trains until all trainings are over. */
    void train() {
        for (int count = next(); count > 0; count = next()) {
            if (count < FEWEST) {
                for (int i = 0; i < count; i++) SideBySide.step(active[i]);
            } else {
                step(count);
            }
        }
    }

    /** Finds the trainings that have another step to take. */
    private int next() {
        int count = 0;
        for (int i = 0; i < fits.size(); i++) {
            if (fits.get(i).hasNext()) active[count++] = fits.get(i);
        }
        return count;
    }

    private void step(int count) {
        int rows = active[0].steps().rows(active[0].nextStep());
        for (int i = 0; i < count; i++) {
            Fit fit = active[i];
            Rows x = fit.steps().gather(fit.epoch(), fit.nextStep());
            pass.setParameters(i, fit.trainer().network.parameters());
            pass.setInput(i, rows, x);
        }
        pass.forward(rows);
        for (int i = 0; i < count; i++) judge(i, rows);
        pass.backward(rows);
        for (int i = 0; i < count; i++) if (!diverged[i]) update(i);
    }

    private void judge(int i, int rows) {
        pass.getOutput(i, rows, y);
        diverged[i] = false;
        try {
            pass.setOutputGradient(i, rows, active[i].steps().judge(y, active[i].isLast()));
        } catch (DivergenceException e) {
            diverged[i] = true;
            active[i].fail(e);
        }
    }

    private void update(int i) {
        Steps steps = active[i].steps();
        pass.getGradient(i, steps.gradientOfStep());
        try {
            active[i].done(steps.update());
        } catch (DivergenceException e) {
            active[i].fail(e);
        }
    }
}

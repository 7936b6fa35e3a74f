package dev.nn.training;

import dev.nn.format.AtomicFile;
import dev.nn.format.Safetensors;
import dev.nn.format.StateDict;
import dev.nn.json.Json;
import dev.nn.network.Network;
import dev.nn.optimizer.OptimizerState;
import dev.nn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a training's checkpoints when they are due. Nothing is allocated when none is. */
final class CheckpointWriter {
    private final Checkpoints plan;
    private final TrainingSettings settings;
    private final Network network;
    private final OptimizerState optimizer;
    private final BestEpoch best;
    private final TrainingProgress progress;
    private final Divergence divergence;
    private final long interval;
    private long last = System.nanoTime();

    /**
     * @param plan when and where
     * @throws UncheckedIOException if the file can't be written, before the work rather than after it
     */
    CheckpointWriter(
            Checkpoints plan,
            TrainingSettings settings,
            Network network,
            OptimizerState optimizer,
            BestEpoch best,
            TrainingProgress progress,
            Divergence divergence) {
        this.plan = plan;
        this.settings = settings;
        this.network = network;
        this.optimizer = optimizer;
        this.best = best;
        this.progress = progress;
        this.divergence = divergence;
        this.interval = plan.interval().toNanos();
        try {
            AtomicFile.check(plan.file());
            AtomicFile.removeLeftovers(plan.file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A step is over. */
    void afterStep() {
        if ((plan.steps() > 0 && optimizer.step() % plan.steps() == 0) || isTime()) write();
    }

    /** Training has been interrupted between two steps. */
    void afterInterrupt() {
        write();
    }

    /** An epoch is over, maybe the last. */
    void afterEpoch(boolean end) {
        int number = progress.epochs().size();
        if (end || (plan.epochs() > 0 && number % plan.epochs() == 0) || isTime()) write();
    }

    private boolean isTime() {
        return interval > 0 && System.nanoTime() - last >= interval;
    }

    /**
     * Writes the file, also on a thread that is interrupted, which closes the files it writes: then it is written once
     * more, as if the interrupt had come after it.
     *
     * @throws DivergenceException if the parameters are no finite numbers; the file stays as it was
     */
    private void write() {
        divergence.parameters(progress.epochs().size() + 1, optimizer.step(), Double.NaN, progress.rate());
        boolean interrupted = Thread.interrupted();
        try {
            try {
                Safetensors.write(plan.file(), contents());
            } catch (ClosedByInterruptException e) {
                interrupted |= Thread.interrupted();
                Safetensors.write(plan.file(), contents());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
        last = System.nanoTime();
    }

    private SafetensorsWriter contents() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", Checkpoint.VERSION);
        json.put("step", optimizer.step());
        json.put("settings", settings.values());
        SafetensorsWriter contents = Safetensors.contents(network).metadata(Checkpoint.METADATA, Json.write(json));
        if (optimizer.first().length > 0) StateDict.add(contents, Checkpoint.FIRST, network, optimizer.first());
        if (optimizer.second().length > 0) StateDict.add(contents, Checkpoint.SECOND, network, optimizer.second());
        if (best.isKept()) StateDict.add(contents, Checkpoint.BEST, network, best.kept());
        List<Epoch> epochs = progress.epochs();
        double[] partial = {progress.lossSum(), progress.rate(), progress.seconds()};
        return contents.add(Checkpoint.HISTORY, Checkpoint.values(epochs), epochs.size(), Checkpoint.EPOCH_VALUES)
                .add(Checkpoint.PARTIAL, partial, Checkpoint.PARTIAL_VALUES);
    }
}

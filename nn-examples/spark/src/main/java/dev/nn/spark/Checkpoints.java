package dev.nn.spark;

import dev.nn.data.DataFormatException;
import dev.nn.format.Safetensors;
import dev.nn.format.StateDict;
import dev.nn.network.Network;
import dev.nn.optimizer.OptimizerState;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.training.Divergence;
import dev.nn.training.Epoch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of a training: a folder of safetensors files, each with the network, the optimiser's moments and the
 * history, of which the last two are kept.
 */
final class Checkpoints {
    private static final String STEP = "nn.spark.step";
    private static final String SETTING = "nn.spark.";
    private static final String FIRST = "optimizer.first.";
    private static final String SECOND = "optimizer.second.";
    private static final String HISTORY = "history";
    private static final String PARTIAL = "partial";
    private static final int EPOCH_VALUES = 7;

    private final CheckpointFolder folder;
    private final CheckpointSettings settings;
    private final Network network;
    private final OptimizerState optimizer;
    private final SparkProgress progress;
    private final Divergence divergence;
    private long unsaved;
    private long saved;

    Checkpoints(
            String folder,
            Configuration hadoop,
            CheckpointSettings settings,
            Network network,
            OptimizerState optimizer,
            SparkProgress progress,
            Divergence divergence) {
        this.folder = new CheckpointFolder(new Path(folder), hadoop);
        this.settings = settings;
        this.network = network;
        this.optimizer = optimizer;
        this.progress = progress;
        this.divergence = divergence;
    }

    /** Some steps are done; saves them if that makes {@code interval} or more; never if that is 0. */
    void afterSteps(int steps, long interval) {
        unsaved += steps;
        if (interval > 0 && unsaved >= interval) write();
    }

    /** The training has been interrupted: saves what has been done since the last time. */
    void afterInterrupt() {
        if (optimizer.step() != saved) write();
    }

    /**
     * Saves the training as it is now.
     *
     * @throws dev.nn.training.DivergenceException if parameters are no finite numbers; nothing is written then
     */
    void write() {
        Uninterrupted.run(this::writeNow);
    }

    private void writeNow() {
        List<Epoch> epochs = progress.epochs();
        int epoch = epochs.size() + (progress.steps() > 0 ? 1 : 0);
        divergence.parameters(epoch, optimizer.step(), Double.NaN, progress.rate());
        SafetensorsWriter file = Safetensors.contents(network).metadata(STEP, String.valueOf(optimizer.step()));
        settings.values().forEach((name, value) -> file.metadata(SETTING + name, value));
        if (optimizer.first().length > 0) StateDict.add(file, FIRST, network, optimizer.first());
        if (optimizer.second().length > 0) StateDict.add(file, SECOND, network, optimizer.second());
        file.add(HISTORY, values(epochs), epochs.size(), EPOCH_VALUES);
        file.add(PARTIAL, new double[] {progress.lossSum(), progress.rate(), progress.seconds()}, 3);
        try {
            folder.write(optimizer.step(), file::writeTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unsaved = 0;
        saved = optimizer.step();
    }

    /**
     * Takes up the training at its latest checkpoint, if there is one.
     *
     * @param rate the learning rate of a step
     * @throws IllegalArgumentException if it is another training's, saying how they differ; nothing has changed then
     */
    boolean resume(LongToDoubleFunction rate, int stepsPerEpoch) {
        try (SafetensorsFile file = folder.openLatest()) {
            if (file == null) return false;
            Map<String, String> text = file.metadata();
            List<String> differences = new ArrayList<>();
            settings.values().forEach((name, here) -> {
                String there = text.getOrDefault(SETTING + name, "unknown");
                if (!here.equals(there)) differences.add(difference(name, there, here));
            });
            double[] partial = file.doubles(PARTIAL);
            double[] history = file.doubles(HISTORY);
            long step = step(file);
            double is = rate.applyAsDouble(step);
            // Another machine's cosine may differ in the last digits.
            if (step > 0 && Math.abs(is - partial[1]) > 1e-9 * Math.abs(partial[1])) {
                differences.add(difference("learning rate of step " + step, partial[1] + "", is + ""));
            }
            if (!differences.isEmpty()) {
                throw new IllegalArgumentException("%s can't be resumed, the training is another: %s"
                        .formatted(file.name(), String.join("; ", differences)));
            }
            restore(file, step);
            for (int at = 0; at < history.length; at += EPOCH_VALUES)
                progress.epochs().add(epoch(history, at));
            int steps = (int) (step - (long) progress.epochs().size() * stepsPerEpoch);
            progress.restore(steps, partial[0], partial[1], partial[2]);
            saved = step;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restore(SafetensorsFile file, long step) throws DataFormatException {
        StateDict.read(file, "", network, network.parameters());
        float[] first = optimizer.first(), second = optimizer.second();
        if (first.length > 0) StateDict.read(file, FIRST, network, first);
        if (second.length > 0) StateDict.read(file, SECOND, network, second);
        optimizer.restore(step, first, second);
    }

    private static long step(SafetensorsFile file) throws DataFormatException {
        String text = file.metadata().getOrDefault(STEP, "");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            DataFormatException wrong =
                    new DataFormatException(file.name(), "no checkpoint", 8, "metadata '%s'".formatted(STEP), text);
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static String difference(String name, String there, String here) {
        return "%s %s in the checkpoint, %s here".formatted(name, there, here);
    }

    private static double[] values(List<Epoch> epochs) {
        double[] values = new double[epochs.size() * EPOCH_VALUES];
        int at = 0;
        for (Epoch epoch : epochs) {
            values[at++] = epoch.number();
            values[at++] = epoch.trainLoss();
            values[at++] = epoch.validationLoss();
            values[at++] = epoch.validationScore();
            values[at++] = epoch.learningRate();
            values[at++] = epoch.rows();
            values[at++] = epoch.seconds();
        }
        return values;
    }

    private static Epoch epoch(double[] values, int at) {
        return new Epoch(
                (int) values[at],
                values[at + 1],
                values[at + 2],
                values[at + 3],
                values[at + 4],
                (long) values[at + 5],
                values[at + 6]);
    }
}

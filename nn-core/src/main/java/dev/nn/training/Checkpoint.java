package dev.nn.training;

import dev.nn.data.DataFormatException;
import dev.nn.file.Heap;
import dev.nn.format.Safetensors;
import dev.nn.format.StateDict;
import dev.nn.json.JsonMembers;
import dev.nn.network.Network;
import dev.nn.optimizer.Optimizer;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.TensorInfo;
import dev.nn.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint as it was read: a training between two of its steps.
 *
 * <p>Row order and dropout are functions of the seed and of the numbers of epoch and step, so these numbers are all the
 * state that randomness has.
 *
 * @param file its name
 * @param settings of its training
 * @param step number of the last step, of the whole training
 * @param parameters of the network, in this network's layout, like all that follow
 * @param first the optimiser's first moments, or empty
 * @param second its second moments, or empty
 * @param best the parameters of the best epoch, or empty where they are not kept
 * @param epochs that were over
 * @param partial what the current epoch had come to: sum of losses, learning rate, seconds
 */
record Checkpoint(
        String file,
        TrainingSettings settings,
        long step,
        float[] parameters,
        float[] first,
        float[] second,
        float[] best,
        List<Epoch> epochs,
        double[] partial) {
    /** Metadata key of the settings and counters, as JSON. */
    static final String METADATA = "nn.checkpoint";

    static final int VERSION = 1;

    static final String FIRST = "optimizer.first.";
    static final String SECOND = "optimizer.second.";
    static final String BEST = "best.";

    /** F64, epochs × the components of {@link Epoch}. */
    static final String HISTORY = "history";

    /** F64, what {@link #partial} says. */
    static final String PARTIAL = "partial";

    static final int EPOCH_VALUES = 7;
    static final int PARTIAL_VALUES = 3;

    /**
     * Reads a checkpoint of a training of this network with this optimiser.
     *
     * @throws DataFormatException if it isn't a checkpoint
     * @throws IllegalArgumentException if it is one of another network or optimiser, saying how they differ
     */
    static Checkpoint read(SafetensorsFile file, Network network, Optimizer optimizer) throws DataFormatException {
        String metadata = file.metadata().get(METADATA),
                layers = file.metadata().get(Safetensors.NETWORK);
        if (metadata == null || layers == null) {
            throw wrong(
                    file,
                    "no checkpoint",
                    "metadata '%s'".formatted(METADATA),
                    file.metadata().keySet() + "");
        }
        TrainingSettings settings;
        long step;
        try {
            JsonMembers json = JsonMembers.parse(metadata);
            json.integer("version", VERSION, VERSION);
            step = json.integer("step", 0, Long.MAX_VALUE);
            settings = settings(json.object("settings"));
        } catch (IllegalArgumentException e) {
            throw wrong(file, "metadata '%s'".formatted(METADATA), "a checkpoint", String.valueOf(e.getMessage()));
        }
        requireSame(file, network, layers, optimizer, settings);
        file.verify();
        try {
            return checkpoint(file, settings, step, network, optimizer);
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(file.name(), e);
        }
    }

    private static Checkpoint checkpoint(
            SafetensorsFile file, TrainingSettings settings, long step, Network network, Optimizer optimizer)
            throws DataFormatException {
        return new Checkpoint(
                file.name(),
                settings,
                step,
                values(file, "", network),
                optimizer.moments() > 0 ? values(file, FIRST, network) : new float[0],
                optimizer.moments() > 1 ? values(file, SECOND, network) : new float[0],
                file.tensors().stream().map(TensorInfo::name).anyMatch(name -> name.startsWith(BEST))
                        ? values(file, BEST, network)
                        : new float[0],
                epochs(file),
                partial(file));
    }

    private static TrainingSettings settings(JsonMembers json) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : json.keys()) values.put(name, json.string(name));
        return new TrainingSettings(values);
    }

    private static void requireSame(
            SafetensorsFile file, Network network, String layers, Optimizer optimizer, TrainingSettings settings) {
        List<String> differences = new ArrayList<>();
        String architecture = Safetensors.architecture(network);
        if (!layers.equals(architecture)) {
            differences.add(TrainingSettings.difference("network", layers, architecture));
        }
        String rule = settings.values().getOrDefault(TrainingSettings.OPTIMIZER, "unknown");
        if (!rule.equals(optimizer.toString())) {
            differences.add(TrainingSettings.difference(TrainingSettings.OPTIMIZER, rule, optimizer.toString()));
        }
        refuse(file.name(), differences);
    }

    /** Throws if there are any differences. */
    static void refuse(String file, List<String> differences) {
        if (differences.isEmpty()) return;
        throw new IllegalArgumentException(Printable.line(
                "%s can't be resumed, the training is another: %s".formatted(file, String.join("; ", differences))));
    }

    private static float[] values(SafetensorsFile file, String prefix, Network network) throws DataFormatException {
        float[] values = new float[network.parameters().length];
        StateDict.read(file, prefix, network, values);
        return values;
    }

    private static List<Epoch> epochs(SafetensorsFile file) throws DataFormatException {
        TensorInfo info = file.tensor(HISTORY);
        int count = (int) (info.count() / EPOCH_VALUES);
        file.tensor(HISTORY, count, EPOCH_VALUES);
        double[] values = file.doubles(HISTORY);
        List<Epoch> epochs = new ArrayList<>(count);
        for (int at = 0; at < values.length; at += EPOCH_VALUES) {
            int number = epochs.size() + 1;
            if (values[at] != number) {
                throw new DataFormatException(
                        file.name(), "number of an epoch", info.offset(), number + "", values[at] + "");
            }
            epochs.add(new Epoch(
                    number,
                    values[at + 1],
                    values[at + 2],
                    values[at + 3],
                    values[at + 4],
                    (long) values[at + 5],
                    values[at + 6]));
        }
        return epochs;
    }

    /** Whether what the training goes on with are finite numbers; others would spread at the first step. */
    boolean isFinite() {
        return isFinite(parameters) && isFinite(first) && isFinite(second) && isFinite(best);
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) return false;
        }
        return true;
    }

    /** The epochs as a tensor. */
    static double[] values(List<Epoch> epochs) {
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

    private static double[] partial(SafetensorsFile file) throws DataFormatException {
        file.tensor(PARTIAL, PARTIAL_VALUES);
        return file.doubles(PARTIAL);
    }

    private static DataFormatException wrong(SafetensorsFile file, String problem, String expected, String found) {
        return new DataFormatException(file.name(), problem, Long.BYTES, expected, found);
    }
}

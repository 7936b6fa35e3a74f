package dev.nn.examples.mnist;

import dev.nn.command.Machine;
import dev.nn.command.VectorApi;
import dev.nn.data.Augmentation;
import dev.nn.network.Convolution;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.optimizer.AdamW;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the command says about an experiment: in lines for people, as JSON for programs. */
record Report(Experiment experiment) {
    /** What is about to run. */
    List<String> plan() {
        Recipe recipe = experiment.recipe();
        Network network = experiment.network();
        return List.of(
                format(
                        "network   %s, %s, %s start, %,d parameters",
                        (recipe.design() == Design.MLP ? "" : recipe.design().option() + " ")
                                + widths().stream().map(String::valueOf).collect(Collectors.joining("-")),
                        recipe.activation().name(),
                        recipe.initializer(),
                        network.parameterCount()),
                format(
                        "training  %,d images%s%s, %s at %s (%s), batch %d, seed %d",
                        experiment.trainingImages(),
                        recipe.augmentation() == null ? "" : " (augmented: " + augmentation() + ")",
                        experiment.validation() == null
                                ? ""
                                : format(
                                        ", %,d held back",
                                        experiment.validation().size()),
                        recipe.optimizer().name(),
                        recipe.optimizer().learningRate(),
                        recipe.schedule(),
                        recipe.batch(),
                        recipe.seed()),
                format("running   %s", runs()));
    }

    /** One epoch of a training. */
    String line(Epoch epoch) {
        return format(
                "epoch %1$d/%2$d  train loss %3$.4f  %4$s loss %5$.4f  %4$s accuracy %6$.2f %%  %7$,.0f samples/s",
                epoch.number(),
                experiment.recipe().epochs(),
                epoch.trainLoss(),
                experiment.measuredName(),
                epoch.validationLoss(),
                100 * epoch.validationScore(),
                epoch.rowsPerSecond());
    }

    /** What came of it. */
    List<String> results(Experiment.Outcome outcome) {
        Predictions predictions = outcome.predictions();
        List<String> lines = new ArrayList<>();
        if (experiment.validation() != null) lines.add(stop(outcome.history()));
        lines.add(format(
                "accuracy  %.2f %% (%,d of %,d test images)",
                100 * predictions.accuracy(), predictions.correct(), predictions.size()));
        lines.add(format(
                "speed     %,.0f samples/s with %s%s",
                outcome.history().rowsPerSecond(),
                runs(),
                Double.isNaN(outcome.allocation().bytesPerStep())
                        ? ""
                        : format(
                                ", %,.0f bytes allocated per step after the first %,d",
                                outcome.allocation().bytesPerStep(),
                                outcome.allocation().before())));
        return lines;
    }

    private static String stop(History history) {
        return format(
                "kept      epoch %d of %d: its validation loss is the lowest, %.4f%s",
                history.bestEpoch(),
                history.epochs().size(),
                history.best().validationLoss(),
                history.stoppedEarly() ? "; stopped, because it had not fallen since" : "");
    }

    /** Everything, for programs. */
    Map<String, Object> json(Experiment.Outcome outcome) {
        Recipe recipe = experiment.recipe();
        String kernels = experiment.network().kernels().name();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", "mnist");
        json.put("accuracy", outcome.predictions().accuracy());
        json.put("loss", outcome.predictions().meanLoss());
        json.put("epochs", outcome.history().epochs().stream().map(this::json).toList());
        json.put("samplesPerSecond", outcome.history().rowsPerSecond());
        json.put("kernels", kernels);
        json.put("vectorBits", VectorApi.bitsOf(kernels));
        json.put("secondsToFirstStep", outcome.secondsToFirstStep());
        json.put("bytesAllocatedPerStep", outcome.allocation().bytesPerStep());
        json.put("measuredSteps", outcome.allocation().steps());
        json.put("allocatingSteps", outcome.allocation().allocatingSteps());
        json.put("seed", recipe.seed());
        json.put("threads", recipe.threads());
        json.put("model", recipe.design().option());
        json.put("augmentation", augmentation());
        json.put("layers", widths());
        json.put("parameters", experiment.network().parameterCount());
        json.put("activation", recipe.activation().name());
        json.put("dropout", recipe.dropout());
        json.put("initializer", recipe.initializer());
        json.put("optimizer", recipe.optimizer().name());
        json.put("learningRate", recipe.optimizer().learningRate());
        if (recipe.optimizer() instanceof AdamW rule) json.put("weightDecay", rule.weightDecay());
        json.put("labelSmoothing", recipe.labelSmoothing());
        json.put("schedule", recipe.schedule());
        json.put("batch", recipe.batch());
        json.put("trainImages", experiment.train().size());
        if (experiment.validation() != null) {
            json.put("validationImages", experiment.validation().size());
            json.put("bestEpoch", outcome.history().bestEpoch());
            json.put("stoppedEarly", outcome.history().stoppedEarly());
        }
        json.put("testImages", experiment.test().size());
        json.putAll(Machine.here().json());
        return json;
    }

    private Map<String, Object> json(Epoch epoch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epoch", epoch.number());
        json.put("trainLoss", epoch.trainLoss());
        json.put(experiment.measuredName() + "Loss", epoch.validationLoss());
        json.put(experiment.measuredName() + "Accuracy", epoch.validationScore());
        json.put("learningRate", epoch.learningRate());
        json.put("seconds", epoch.seconds());
        json.put("samplesPerSecond", epoch.rowsPerSecond());
        return json;
    }

    private String runs() {
        int threads = experiment.recipe().threads();
        return "%s kernels on %d thread%s"
                .formatted(experiment.network().kernels().name(), threads, threads == 1 ? "" : "s");
    }

    private String augmentation() {
        Augmentation augmentation = experiment.recipe().augmentation();
        return augmentation == null ? "none" : augmentation.name().toLowerCase(Locale.ROOT);
    }

    /** Of the input and of all layers with weights; of convolutions the channels. */
    private List<Integer> widths() {
        Network network = experiment.network();
        Stream<Integer> outputs = network.layers().stream()
                .flatMap(layer -> layer.parts().isEmpty() ? Stream.of(layer) : layer.parts().stream())
                .flatMap(Report::width);
        return Stream.concat(Stream.of(network.in()), outputs).toList();
    }

    private static Stream<Integer> width(Layer layer) {
        if (layer instanceof Convolution convolution) {
            return Stream.of(convolution.shape().filters());
        }
        return layer instanceof Dense ? Stream.of(layer.out()) : Stream.empty();
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be one more dependency.
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

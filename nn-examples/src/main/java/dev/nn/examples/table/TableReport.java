package dev.nn.examples.table;

import dev.nn.command.Machine;
import dev.nn.table.CategoricalColumn;
import dev.nn.table.ClassTarget;
import dev.nn.table.Column;
import dev.nn.table.IgnoredColumn;
import dev.nn.table.NumericColumn;
import dev.nn.table.Recipe;
import dev.nn.table.RecipeTrial;
import dev.nn.table.TableFit;
import dev.nn.table.TableListener.Phase;
import dev.nn.table.TableModel;
import dev.nn.table.Target;
import dev.nn.table.Understanding;
import dev.nn.training.Epoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the commands say about a training and a measurement: in lines for people, as JSON for programs.
 *
 * @param understood how the columns were understood
 * @param fit what came of it
 * @param test the measurement on the test rows; null without
 * @param seconds that reading and training took
 */
record TableReport(
        Understanding understood, TableFit fit, @Nullable Evaluation test, double seconds) {
    /** One copy among so many rows is worth a line. */
    private static final int MANY_COPIES = 100;

    /** The start of a phase. */
    static String phase(Phase phase, int rows) {
        return switch (phase) {
            case CHOICE -> format("choice    of the recipe, by the rows held out of %,d", rows);
            case SEARCH -> format("search    the best epoch, by the rows held out of %,d", rows);
            case FINAL -> format("training  on all %,d rows", rows);
        };
    }

    /** A recipe that has been tried. */
    static String line(RecipeTrial trial) {
        String where = trial.complete() ? "" : " on the first part; dropped";
        return format("tried     %s: validation loss %.4f%s", trial.recipe(), trial.validationLoss(), where);
    }

    /** One epoch. */
    static String line(Epoch epoch, int epochs) {
        String line = format("epoch %d/%d  train loss %.4f", epoch.number(), epochs, epoch.trainLoss());
        if (!Double.isNaN(epoch.validationLoss())) {
            line += format("  validation loss %.4f  score %.4f", epoch.validationLoss(), epoch.validationScore());
        }
        return line + format("  %,.0f samples/s", epoch.rowsPerSecond());
    }

    /** What came of it. */
    List<String> results() {
        List<String> lines = new ArrayList<>();
        if (fit.trials().size() > 1) {
            lines.add(chosen(fit));
        }
        lines.add(format(
                "network   %s; %d epochs%s, %.1f s",
                fit.model().network(), fit.chosen().number(), how(fit), seconds));
        if (fit.validationRows() > 0) {
            lines.add(format(
                    "%-10s%.4f on %,d rows%s held out for validation",
                    fit.model().schema().target().scoreName(),
                    fit.chosen().validationScore(),
                    fit.validationRows(),
                    fit.validationRows() == fit.rows() ? ", each once" : ""));
            if (fit.classes() != null) lines.addAll(ClassLines.of(fit.classes()));
            if (MANY_COPIES * fit.copies().count() >= fit.rows()) lines.add(copies(fit));
        }
        if (test != null) lines.addAll(scoreLines(test, "test"));
        else lines.add("test      none; --test FILE measures the model on rows that it has not seen");
        return lines;
    }

    private static String chosen(TableFit fit) {
        int tried = fit.trials().size();
        if (fit.recipes().size() == 1) {
            return format("chosen    %s; of %d recipes the best on the rows held out", fit.recipe(), tried);
        }
        String both = String.join(
                " and ", fit.recipes().stream().map(Recipe::toString).toList());
        return format("chosen    %s; of %d recipes the best two, better together on the rows held out", both, tried);
    }

    private static String copies(TableFit fit) {
        int count = fit.copies().count();
        return format(
                        "copies    %,d of %,d rows %s an earlier one, cell for cell; ",
                        count, fit.rows(), count == 1 ? "repeats" : "repeat")
                + (fit.copies().heldOutTogether()
                        ? "held out together with it, so that none is measured on that was learnt"
                        : "rows held out may stand among those learnt from, too: if they are there by mistake, the score flatters");
    }

    private static String how(TableFit fit) {
        if (fit.networks() > 1) return ", the mean of %d networks".formatted(fit.networks());
        return fit.refitted() ? ", the last time on all rows" : "";
    }

    /** A measurement. */
    static List<String> scoreLines(Evaluation evaluation, String what) {
        String name = evaluation.target().scoreName();
        String line = evaluation.target() instanceof ClassTarget
                ? format("%.4f (%,d of %,d %s rows)", evaluation.score(), evaluation.correct(), evaluation.rows(), what)
                : format(
                        "%.4f on %,d %s rows; mean absolute error %.4g, root mean squared error %.4g",
                        evaluation.score(),
                        evaluation.rows(),
                        what,
                        evaluation.meanAbsoluteError(),
                        evaluation.rootMeanSquaredError());
        List<String> lines = new ArrayList<>();
        lines.add(format("%-10s", name) + line);
        if (evaluation.target() instanceof ClassTarget classes) {
            lines.addAll(ClassLines.of(evaluation.classReport(classes)));
        }
        if (evaluation.skipped() > 0)
            lines.add(format("skipped   %,d %s rows without target", evaluation.skipped(), what));
        return lines;
    }

    /** The training, for programs. */
    Map<String, @Nullable Object> json(long seed, int threads) {
        Epoch chosen = fit.chosen();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("command", "train");
        putModel(json, fit.model());
        json.put("understood", UnderstandingLines.json(understood));
        json.put("testScore", test == null ? null : test.score());
        json.put("testLoss", test == null ? null : test.loss());
        json.put("testRows", test == null ? 0 : test.rows());
        putErrors(json, test);
        json.put("validationScore", chosen.validationScore());
        json.put("validationLoss", chosen.validationLoss());
        json.put("validationRows", fit.validationRows());
        if (fit.classes() != null) json.put("validationClasses", ClassLines.json(fit.classes()));
        json.put("loss", test == null ? chosen.validationLoss() : test.loss());
        json.put("rows", fit.rows());
        json.put("skippedRows", fit.skipped());
        json.put("copiedRows", fit.copies().count());
        json.put("copiesHeldOutTogether", fit.copies().heldOutTogether());
        json.put("epochs", chosen.number());
        json.putAll(json(fit.recipe()));
        json.put("recipes", fit.recipes().stream().map(TableReport::json).toList());
        json.put("tried", fit.trials().stream().map(TableReport::json).toList());
        json.put("refitted", fit.refitted());
        json.put("networks", fit.networks());
        json.put("seconds", seconds);
        json.put("seed", seed);
        json.put("threads", threads);
        json.put("kernels", fit.model().network().kernels().name());
        json.put(
                "history",
                fit.history().epochs().stream().map(TableReport::json).toList());
        json.putAll(Machine.here().json());
        return json;
    }

    /** A measurement, for programs. */
    static Map<String, @Nullable Object> json(TableModel model, Evaluation evaluation, double seconds) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("command", "eval");
        putModel(json, model);
        json.put("testScore", evaluation.score());
        json.put("testLoss", evaluation.loss());
        json.put("testRows", evaluation.rows());
        putErrors(json, evaluation);
        json.put("loss", evaluation.loss());
        json.put("rows", evaluation.rows());
        json.put("skippedRows", evaluation.skipped());
        json.put("seconds", seconds);
        return json;
    }

    private static void putModel(Map<String, @Nullable Object> json, TableModel model) {
        Target target = model.schema().target();
        json.put("task", target.task().label());
        json.put("target", target.name());
        json.put("metric", target.scoreName());
        json.put("classes", target instanceof ClassTarget classes ? classes.classes() : null);
        json.put("columns", model.schema().columns().size());
        json.put(
                "features",
                model.schema().columns().stream().map(TableReport::json).toList());
        json.put("network", model.network().toString());
        json.put("parameters", model.network().parameterCount());
    }

    private static void putErrors(Map<String, @Nullable Object> json, @Nullable Evaluation evaluation) {
        if (evaluation == null) return;
        if (evaluation.target() instanceof ClassTarget classes) {
            json.put("confusion", evaluation.confusionList());
            json.put("testClasses", ClassLines.json(evaluation.classReport(classes)));
        } else {
            json.put("meanAbsoluteError", evaluation.meanAbsoluteError());
            json.put("rootMeanSquaredError", evaluation.rootMeanSquaredError());
        }
    }

    private static Map<String, Object> json(Column column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("kind", column.kind());
        switch (column) {
            case NumericColumn numeric -> {
                json.put("mean", numeric.mean());
                json.put("deviation", numeric.deviation());
            }
            case CategoricalColumn categorical -> json.put("categories", categorical.categories());
            case IgnoredColumn ignored -> json.put("reason", ignored.reason());
        }
        return json;
    }

    private static Map<String, Object> json(Recipe recipe) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("activation", recipe.activation().name());
        json.put("weightDecay", recipe.weightDecay());
        json.put("plannedEpochs", recipe.epochs());
        return json;
    }

    private static Map<String, Object> json(RecipeTrial trial) {
        Map<String, Object> json = json(trial.recipe());
        json.put("validationLoss", trial.validationLoss());
        json.put("complete", trial.complete());
        return json;
    }

    private static Map<String, Object> json(Epoch epoch) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("epoch", epoch.number());
        json.put("trainLoss", epoch.trainLoss());
        json.put("validationLoss", epoch.validationLoss());
        json.put("validationScore", epoch.validationScore());
        json.put("learningRate", epoch.learningRate());
        json.put("seconds", epoch.seconds());
        return json;
    }

    @SuppressWarnings("AnnotateFormatMethod") // The annotation would be one more dependency.
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

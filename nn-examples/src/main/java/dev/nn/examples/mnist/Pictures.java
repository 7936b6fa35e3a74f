package dev.nn.examples.mnist;

import dev.nn.examples.plot.Png;
import dev.nn.format.AtomicFile;
import dev.nn.network.Network;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The pictures of an experiment, by the names of their files. */
final class Pictures {
    private static final String PROBE = "learning-curves.png";

    private Pictures() {}

    /** Makes sure before the training that the pictures can be written after it. */
    static void check(Path folder) throws IOException {
        AtomicFile.check(folder.resolve(PROBE));
    }

    /** Draws all pictures into a folder. */
    static void write(Path folder, Experiment experiment, Experiment.Outcome outcome) throws IOException {
        for (Map.Entry<String, BufferedImage> picture :
                draw(experiment, outcome).entrySet()) {
            Png.write(folder.resolve(picture.getKey()), picture.getValue());
        }
    }

    private static Map<String, BufferedImage> draw(Experiment experiment, Experiment.Outcome outcome) {
        Network network = experiment.network();
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        pictures.put(
                PROBE, LearningCurves.draw(outcome.history().epochs(), outcome.losses(), experiment.measuredName()));
        pictures.put(
                "confusion-matrix.png",
                ConfusionPicture.draw(outcome.predictions()).image());
        pictures.put(
                "worst-mistakes.png",
                WorstMistakes.draw(experiment.test(), outcome.predictions()).image());
        pictures.put(
                "first-layer-weights.png",
                FirstLayerWeights.draw(network, experiment.train().columns()).image());
        return pictures;
    }
}

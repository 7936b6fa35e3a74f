package dev.nn.examples.lesson.network;

import dev.nn.data.Dataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Predictions;
import dev.nn.format.Safetensors;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The way back: a model that was trained here, at work in PyTorch.
 *
 * <p>{@code nn-digits.safetensors} is what {@code ./nn mnist --save} has written. What PyTorch makes of it lies beside it,
 * with the script that has asked PyTorch.
 */
final class BackToPyTorch {
    private static final String OURS = "nn-digits.safetensors";
    private static final String THERE = "nn-digits-in-pytorch.safetensors";
    private static final int OUTPUTS_OF = 200;

    private BackToPyTorch() {}

    /** Compares the outputs, and makes sure that PyTorch has read just what is written here. */
    static LessonReport addTo(LessonReport report, Digits digits) throws IOException {
        byte[] file = bytes(OURS);
        Path folder = Files.createTempDirectory("nn-digits");
        Path path = folder.resolve(OURS), again = folder.resolve("again.safetensors");
        try (InputStream in = open(THERE);
                SafetensorsFile there = SafetensorsFile.read(THERE, in)) {
            Files.write(path, file);
            Network network = Safetensors.readNetwork(path);
            // @start region="save"
            Safetensors.write(again, network); // names, shapes and order of PyTorch's state_dict
            boolean same = Arrays.equals(Files.readAllBytes(again), file);
            // @end
            Dataset first = DigitDraw.first(digits.test(), OUTPUTS_OF);
            float[] ours = network.predict(DigitDraw.features(first));
            double difference = difference(ours, there.doubles("logits"));
            int correct = Predictions.of(network, digits.test()).correct();
            int correctThere = (int) there.doubles("correct")[0];
            return report.measured("""
                            The way back: a model trained here and written to a file, %,d bytes, reads %,d of 10,000 test images right here
                            and %,d in PyTorch. The outputs differ by %.1e.""", file.length, correct, correctThere, difference)
                    .table(new Table("A model from here in PyTorch", "where | test images right | of")
                            .row("here | %,d | 10,000", correct)
                            .row("PyTorch | %,d | 10,000", correctThere))
                    .value("back", difference)
                    .value("backCorrect", correct)
                    .value("backCorrectThere", correctThere)
                    .value("sameFile", same);
        } finally {
            Files.deleteIfExists(again);
            Files.deleteIfExists(path);
            Files.delete(folder);
        }
    }

    /** ‖ours − there‖ / ‖there‖. */
    private static double difference(float[] ours, double[] there) {
        double off = 0, all = 0;
        for (int i = 0; i < there.length; i++) {
            off += (ours[i] - there[i]) * (ours[i] - there[i]);
            all += there[i] * there[i];
        }
        return Math.sqrt(off / all);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = BackToPyTorch.class.getResourceAsStream(name);
        if (in == null) throw new FileNotFoundException("nn was built without " + name);
        return in;
    }
}

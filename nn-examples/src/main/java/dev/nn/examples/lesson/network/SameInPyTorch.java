package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.CurveFit;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Predictions;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Histogram;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.format.Safetensors;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.Sgd;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.training.History;
import dev.nn.training.Trainer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lesson 24 shows a model from PyTorch at work here: the same outputs, and after one step of training the same weights; and a
 * model from here at work in PyTorch.
 *
 * <p>“Second, building the same model again using PyTorch”: C, “Today's Workshop”. The files, and the script that made them
 * with PyTorch 1.13, lie beside this lesson's page. PyTorch keeps weights as out × in, here they are in × out.
 *
 * <p>Run it: {@code ./nn lesson same-in-pytorch}
 */
public final class SameInPyTorch implements Lesson {
    private static final Parameter BITS =
            Parameter.whole("bits", "significant bits that the weights from PyTorch keep; a float has 24", 24, 1, 24);
    private static final String MODEL = "pytorch-digits.safetensors";
    private static final String NEXT = "pytorch-digits-next.safetensors";
    private static final int BATCH = 64;
    private static final int OUTPUTS_OF = 200;

    @Override
    public About about() {
        return new About(
                24,
                "same-in-pytorch",
                "The same model in PyTorch and here",
                "C “Today's Workshop”, “Training – Writing Code”");
    }

    /** What PyTorch and this library got for one tensor. */
    private record Tensor(String name, double[] ours, double[] torch) {
        /** ‖ours − torch‖ / ‖torch‖. */
        double relativeError() {
            double[] off = IntStream.range(0, ours.length)
                    .mapToDouble(i -> ours[i] - torch[i])
                    .toArray();
            return norm(off) / norm(torch);
        }

        /** Each |ours − torch| / max(|torch|, root mean square): small elements may be differences of large ones. */
        double[] elementErrors() {
            double floor = norm(torch) / Math.sqrt(torch.length);
            return IntStream.range(0, ours.length)
                    .mapToDouble(i -> Math.abs(ours[i] - torch[i]) / Math.max(Math.abs(torch[i]), floor))
                    .toArray();
        }

        private static double norm(double[] a) {
            return Math.sqrt(
                    IntStream.range(0, a.length).mapToDouble(i -> a[i] * a[i]).sum());
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(BITS);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Dataset batch = DigitDraw.first(digits.train(), BATCH);
        float[] images = DigitDraw.features(DigitDraw.first(digits.test(), OUTPUTS_OF));
        try (InputStream in = open(NEXT);
                SafetensorsFile next = SafetensorsFile.read(NEXT, in)) {
            Network network = load();
            RoundedWeights.round(network.parameters(), context.whole(BITS));
            Predictions predictions = Predictions.of(network, digits.test());
            Tensor logits = new Tensor(
                    "%d logits".formatted(OUTPUTS_OF * 10),
                    CurveFit.doubles(network.predict(images)),
                    next.doubles("logits"));
            Table table = new Table(
                    "Relative difference between PyTorch's numbers and ours",
                    "after | tensor | ‖ours − PyTorch‖ / ‖PyTorch‖ | largest of an element");
            row(table, "loading", logits);
            Chart chart = new Chart(
                    "How far from PyTorch's weights after one step?",
                    "log₁₀ of the relative difference",
                    "weights and biases (count)");
            double worst = 0, worstLoss = 0;
            int equal = 0;
            for (Optimizer optimizer : List.of(Sgd.withLearningRate(0.5), Adam.withLearningRate(0.002))) {
                Network trained = load();
                History history = Trainer.of(trained, new SoftmaxCrossEntropy(), optimizer)
                        .batchSize(BATCH)
                        .epochs(1)
                        .fit(batch);
                worstLoss = Math.max(worstLoss, Math.abs(history.last().trainLoss() / next.doubles("loss")[0] - 1));
                List<Tensor> tensors = List.of(
                        weights(trained, next, optimizer.name(), 0),
                        bias(trained, next, optimizer.name(), 0),
                        weights(trained, next, optimizer.name(), 1),
                        bias(trained, next, optimizer.name(), 1));
                for (Tensor tensor : tensors) {
                    row(table, "one step of " + optimizer.name(), tensor);
                    worst = Math.max(worst, tensor.relativeError());
                }
                double[] different = logarithms(tensors);
                equal += trained.parameterCount() - different.length;
                Histogram.of(different, -10, -4, 48)
                        .addTo(chart, optimizer.name(), optimizer instanceof Adam ? Palette.VERMILION : Palette.BLUE);
            }
            LessonReport report = new LessonReport("""
                    A file from PyTorch, one line to load it, and it predicts. Trained for one step on the same images from the
                    same weights, it has the same weights afterwards: the definitions agree, what differs is the last digit of
                    a float. And the other way round: a file from here, one line of PyTorch, and it predicts there.""")
                    .formula("Safetensors.readNetwork(path, Network.input(784).dense(12, GELU).dense(10))")
                    .claim("“Second, building the same model again using PyTorch.” (C)")
                    .measured(
                            """
                            The model, %s, with %d bits of each weight, reads %,d of %,d test images right. Its outputs differ from PyTorch's
                            by %.1e. The loss of the next batch, with all bits, differs by %.1e.""",
                            network,
                            context.whole(BITS),
                            predictions.correct(),
                            predictions.size(),
                            logits.relativeError(),
                            worstLoss)
                    .measured(
                            "After one step of SGD or Adam no tensor differs by more than %.1e. A float's own precision is 6e-08;"
                                    + " %,d of %,d are equal to the bit.",
                            worst, equal, 2 * network.parameterCount())
                    .measured("""
                            Single weights under Adam may differ more. It divides each gradient by its own size, so where a
                            gradient is nothing but rounding, a step as large as any other is made of it.""")
                    .table(table)
                    .picture(new Picture(
                            "differences", "Of the parameters that differ at all; most don't.", chart.svg()))
                    .value("outputs", logits.relativeError())
                    .value("loss", worstLoss)
                    .value("afterOneStep", worst)
                    .value("correct", predictions.correct());
            return BackToPyTorch.addTo(report, digits);
        }
    }

    private static void row(Table table, String after, Tensor tensor) {
        double largest = Arrays.stream(tensor.elementErrors()).max().orElse(0);
        table.row("%s | %s | %.1e | %.1e", after, tensor.name(), tensor.relativeError(), largest);
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = SameInPyTorch.class.getResourceAsStream(name);
        if (in == null) throw new FileNotFoundException("nn was built without " + name);
        return in;
    }

    /** PyTorch's model, loaded as one would load one's own. */
    private static Network load() throws IOException {
        Path file = Files.createTempFile("pytorch", ".safetensors");
        try (InputStream in = open(MODEL)) {
            Files.write(file, in.readAllBytes());
            // @start region="load"
            return Safetensors.readNetwork(
                    file, Network.input(784).dense(12, Activation.GELU).dense(Digits.CLASSES));
            // @end
        } finally {
            Files.delete(file);
        }
    }

    /** PyTorch counts the activation as a layer: its second dense layer is number 2. PyTorch's weights are out × in. */
    private static Tensor weights(Network network, SafetensorsFile next, String optimizer, int layer)
            throws IOException {
        int in = network.layers().get(layer).in(),
                out = network.layers().get(layer).out();
        float[] own = network.layerParameters(layer);
        double[] transposed = IntStream.range(0, in * out)
                .mapToDouble(i -> own[i % in * out + i / in])
                .toArray();
        return new Tensor(
                "weights %d".formatted(layer),
                transposed,
                next.doubles("%s/%d.weight".formatted(optimizer, 2 * layer)));
    }

    private static Tensor bias(Network network, SafetensorsFile next, String optimizer, int layer) throws IOException {
        int out = network.layers().get(layer).out();
        float[] own = network.layerParameters(layer);
        double[] bias = IntStream.range(own.length - out, own.length)
                .mapToDouble(i -> own[i])
                .toArray();
        return new Tensor(
                "biases %d".formatted(layer), bias, next.doubles("%s/%d.bias".formatted(optimizer, 2 * layer)));
    }

    /** Of those that differ at all. */
    private static double[] logarithms(List<Tensor> tensors) {
        return tensors.stream()
                .flatMapToDouble(tensor -> Arrays.stream(tensor.elementErrors()))
                .filter(error -> error > 0)
                .map(Math::log10)
                .toArray();
    }
}

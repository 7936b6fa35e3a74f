package dev.nn.examples.lesson.fit;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.plot.Palette;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.Pass;
import dev.nn.network.Residual;
import dev.nn.network.Team;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/** A way of stacking many layers of equal width; {@code title} names it in tables, {@code key} among values, {@code color} in pictures. */
enum Stack {
    PLAIN("plain", "plain", Palette.SOFT_INK),
    BATCH_NORM("batch norm", "batchNorm", Palette.VERMILION),
    LAYER_NORM("layer norm", "layerNorm", Palette.GREEN),
    SUMS("sums", "sums", Palette.PURPLE),
    BOTH("sums and batch norm", "both", Palette.BLUE);

    final String title;
    final String key;
    final Color color;

    Stack(String title, String key, Color color) {
        this.title = title;
        this.key = key;
        this.color = color;
    }

    /** An untrained network that reads digits; its weights begin {@code scale} times as large as He's. */
    Network start(int layers, int width, double scale, long seed) {
        NetworkBuilder builder = Network.input(784).dense(width, Activation.RELU);
        for (int l = 1; l < layers; l++) builder = hidden(builder, width);
        Initializer he = Initializer.he();
        return builder.dense(Digits.CLASSES)
                .build((in, out, random) -> (float) scale * he.sample(in, out, random), seed);
    }

    // @start region="layer"
    private NetworkBuilder hidden(NetworkBuilder builder, int n) {
        return switch (this) {
            case PLAIN -> builder.dense(n, Activation.RELU);
            case BATCH_NORM -> builder.dense(n).batchNorm().activation(Activation.RELU);
            case LAYER_NORM -> builder.dense(n).layerNorm().activation(Activation.RELU);
            case SUMS -> builder.add(b -> b.dense(n, Activation.RELU));
            case BOTH -> builder.add(b -> b.dense(n).batchNorm().activation(Activation.RELU));
        };
    }
    // @end

    /**
     * What runs through an untrained network, hidden layer by hidden layer.
     *
     * @param signals root mean square of a layer's outputs
     * @param gradients length of the gradient of a layer's parameters
     */
    record Flow(double[] signals, double[] gradients) {}

    /** With these digits as one batch, as in a step of training. */
    static Flow flow(Network network, Dataset digits) {
        int batch = digits.size();
        float[] gradient = new float[network.parameters().length];
        Pass pass = network.newTrainingPass(batch, Team.single(), gradient);
        Rows x = Rows.of(DigitDraw.features(digits), network.in());
        Rows y = pass.forwardTraining(batch, x, 0);
        List<Double> signals = new ArrayList<>(), gradients = new ArrayList<>();
        List<Layer> layers = network.layers();
        for (int l = 0; l < layers.size() - 1; l++) {
            boolean last = layers.get(l + 1) instanceof Dense || layers.get(l + 1) instanceof Residual;
            if (last)
                signals.add(size(pass.output(l).toArray(batch, layers.get(l).out()))
                        / Math.sqrt((double) batch * layers.get(l).out()));
        }
        SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
        Workspace workspace = new Workspace();
        workspace.prepare(network.kernels(), loss.operations(Digits.CLASSES));
        float[] labels = new float[batch];
        for (int i = 0; i < batch; i++) digits.copyTarget(i, labels, i);
        Rows dy = Rows.allocate(batch, Digits.CLASSES);
        loss.evaluate(network.kernels(), batch, Digits.CLASSES, y, Rows.of(labels, 1), 1f / batch, dy, workspace);
        pass.backward(batch, dy);
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            if (!(layer instanceof Dense || layer instanceof Residual)) continue;
            float[] own = new float[layer.parameterCount()];
            for (int i = 0; i < own.length; i++) own[i] = gradient[layer.parameterIndex(i)];
            gradients.add(size(own));
        }
        return new Flow(array(signals), array(gradients));
    }

    private static double size(float[] values) {
        double sum = 0;
        for (float value : values) sum += value * (double) value;
        return Math.sqrt(sum);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }
}

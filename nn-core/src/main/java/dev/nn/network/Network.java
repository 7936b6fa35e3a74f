package dev.nn.network;

import dev.nn.guard.TrainingClaim;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A feed-forward network: layers in order, and one array with all their parameters.
 *
 * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="build" :
 * Network network =
 *         Network.input(784).dense(256, RELU).dense(128, RELU).dense(10).build(Initializer.he(), 42);
 * }
 *
 * The parameters change by training; the rest is immutable. Running the network takes a {@link Pass}.
 *
 * <p>While {@code Trainer.fit} trains a network, other threads can't use it: what reads or writes its parameters throws an
 * {@link IllegalStateException}, since it would see weights of different steps. The training thread can, in a {@code
 * TrainingListener}, and so may {@link #freeze} the network there, for others to predict with the {@link Model}.
 */
public final class Network {
    private final @Nullable ImageShape image;
    private final List<Layer> layers;
    private final List<LayerPlan> plans;
    private final float[] parameters;
    private final int trained;
    private final DenseKernels kernels;

    /**
     * Made by {@link NetworkBuilder}.
     *
     * @param image what rows come in, if they are images
     * @param plans one for each layer
     * @param places of the parameters
     */
    Network(
            @Nullable ImageShape image,
            List<Layer> layers,
            List<LayerPlan> plans,
            Places places,
            DenseKernels kernels) {
        this.image = image;
        this.layers = List.copyOf(layers);
        this.plans = List.copyOf(plans);
        this.parameters = places.array();
        this.trained = places.trained();
        this.kernels = kernels;
    }

    /** Starts a network whose rows have {@code features} values. */
    public static NetworkBuilder input(int features) {
        return NetworkBuilder.of(features);
    }

    /**
     * Starts a network of images.
     *
     * <pre>{@code
     * Network.image(28, 28, 1).convolution(16, 5).padding(2).activation(RELU).maxPool(2).dense(10)
     * }</pre>
     *
     * Each image is a row of height · width · channels values in that order; see {@link ImageShape}.
     *
     * @throws IllegalArgumentException if a number isn't positive, or their product is more than an array holds
     */
    public static NetworkBuilder image(int height, int width, int channels) {
        return NetworkBuilder.of(new ImageShape(height, width, channels));
    }

    /**
     * Starts a network of several inputs, each with layers of its own, whose results stand side by side. A row has the values of
     * the first input, then those of the second, and so on.
     *
     * {@snippet file="dev/nn/snippet/PartsSnippetsTest.java" region="inputs" :
     * Network network = Network.inputs(
     *                 Network.image(8, 8, 1)
     *                         .convolution(4, 3)
     *                         .activation(RELU)
     *                         .dense(16, RELU), // 64 values
     *                 Network.input(2).embedding(50, 8), // the numbers of two categories
     *                 Network.input(5)) // five values as they are
     *         .dense(32, RELU)
     *         .dense(1)
     *         .build(Initializer.he(), 42); // rows of 71 values
     * }
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static NetworkBuilder inputs(NetworkBuilder... inputs) {
        return NetworkBuilder.of(List.of(inputs));
    }

    /** What rows come in, if they are images; null for a network of {@link #input}. */
    public @Nullable ImageShape image() {
        return image;
    }

    public List<Layer> layers() {
        return layers;
    }

    /** What each layer was before it was placed. */
    List<LayerPlan> plans() {
        return plans;
    }

    /** Inputs per row. */
    public int in() {
        return layers.getFirst().in();
    }

    /** Outputs per row. */
    public int out() {
        return layers.getLast().out();
    }

    /** What computes this network. */
    public DenseKernels kernels() {
        return kernels;
    }

    /**
     * The array of all parameters, in the layouts of the kernels, padding included; not a copy, so whoever changes it
     * must be alone with the network.
     */
    public float[] parameters() {
        return parameters;
    }

    /**
     * Number of floats at the start of {@link #parameters} that an optimiser may change; what follows is remembered by layers
     * like batch normalisation, and its gradient is zero.
     */
    public int trainedLength() {
        return trained;
    }

    /**
     * Where in {@link #parameters} the trained parameters of a layer begin; they end where those of the next one begin.
     *
     * @param layer index in {@link #layers}, or their number for the end of the last
     */
    public int parameterStart(int layer) {
        Objects.checkIndex(layer, layers.size() + 1);
        for (int l = layer; l < layers.size(); l++) {
            if (layers.get(l).parameterCount() > 0) return layers.get(l).parameterIndex(0);
        }
        return trained;
    }

    /** Number of trainable parameters. */
    public int parameterCount() {
        return layers.stream().mapToInt(Layer::parameterCount).reduce(0, Math::addExact);
    }

    /**
     * Brings the operations on batches of just this size to full speed, as a pass does for its largest batch: for
     * smaller ones that are known to come, like the last of an epoch. Where that happens in the background, this waits for
     * all that has been asked for, so that the next call is as fast as can be.
     *
     * @param training whether for running backward too
     */
    public void warmUp(int batch, boolean training) {
        for (Operation operation : operations(batch, training)) kernels.prepare(operation);
        kernels.awaitWarmUp();
    }

    /**
     * What the layers ask of kernels on batches of just this size.
     *
     * @param training whether for running backward too
     */
    public List<Operation> operations(int batch, boolean training) {
        List<Operation> operations = new ArrayList<>();
        for (Layer layer : layers) operations.addAll(layer.operations(batch, training));
        return operations;
    }

    /** Memory to run this network forward, on the calling thread. */
    public Pass newPass(int maxBatch) {
        return newPass(maxBatch, Team.single());
    }

    /** Memory to run this network forward, shared by a team. */
    public Pass newPass(int maxBatch, Team team) {
        return new Pass(this, maxBatch, team, null, new BitSet());
    }

    /**
     * Memory to run this network forward and backward.
     *
     * @param gradient where gradients go: an array as long as {@link #parameters} and in the same layout
     */
    public Pass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return newTrainingPass(maxBatch, team, gradient, new BitSet());
    }

    /**
     * The same where some layers stay as they are: the gradients of their parameters are neither computed nor written,
     * below the lowest other layer nothing runs backward, and what batch normalisation remembers in them is used and kept.
     *
     * @param fixed indices in {@link #layers}
     */
    public Pass newTrainingPass(int maxBatch, Team team, float[] gradient, BitSet fixed) {
        if (gradient.length != parameters.length) {
            throw new IllegalArgumentException(
                    "the gradient needs %d floats, the array has %d".formatted(parameters.length, gradient.length));
        }
        requireUntouched();
        return new Pass(this, maxBatch, team, gradient, fixed);
    }

    /**
     * The outputs for some rows, in new arrays: convenient, not fast. Row-major, {@code x.length / in()} rows.
     *
     * @throws IllegalArgumentException if the length of x is no multiple of the number of inputs
     * @throws IllegalStateException if another thread is training this network
     */
    public float[] predict(float[] x) {
        int batch = rows(x);
        Model.outputs(batch, out());
        return batch == 0
                ? new float[0]
                : newPass(batch).forward(batch, Rows.of(x, in())).toArray(batch, out());
    }

    /** The columns of a row that are numbers of categories, each with the embedding that reads it. */
    public SortedMap<Integer, Embedding> categoryColumns() {
        return CategoryColumns.of(layers);
    }

    /**
     * What every layer gives for some rows, in new arrays: convenient, not fast; {@link Pass#output} is. The last array is
     * what {@link #predict} returns.
     *
     * @param x {@code x.length / in()} rows, one after the other
     * @return for each of {@link #layers} its outputs, one row after the other
     * @throws IllegalArgumentException if the length of x is no multiple of the number of inputs
     * @throws IllegalStateException if another thread is training this network
     */
    public List<float[]> outputs(float[] x) {
        int batch = rows(x);
        for (Layer layer : layers) Model.outputs(batch, layer.out());
        if (batch == 0) return Collections.nCopies(layers.size(), new float[0]);
        Pass pass = newPass(batch);
        pass.forward(batch, Rows.of(x, in()));
        List<float[]> outputs = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++)
            outputs.add(pass.output(l).toArray(batch, layers.get(l).out()));
        return outputs;
    }

    private int rows(float[] x) {
        if (x.length % in() == 0) return x.length / in();
        throw new IllegalArgumentException(Model.noWholeRows(in(), image, x.length));
    }

    /**
     * A network of some of these layers, one after the other, with copies of their parameters as they are now; on the same
     * kernels. One of the first layers answers with what lies between them and the next, an embedding of the input:
     *
     * {@snippet file="dev/nn/snippet/PartsSnippetsTest.java" region="embed" :
     * Model embedding = network.slice(0, 2).freeze(); // the first two layers, to be served as any model
     * float[] vector = embedding.predict(x);
     * }
     *
     * @param from index of the first layer
     * @param to index behind the last layer
     * @throws IndexOutOfBoundsException if there are no such layers
     * @throws IllegalArgumentException if there is no layer between
     * @throws IllegalStateException if another thread is training this network
     */
    public Network slice(int from, int to) {
        Objects.checkFromToIndex(from, to, layers.size());
        if (from == to) throw new IllegalArgumentException("no layer from " + from + " to " + to);
        return toBuilder(from, to).build(kernels);
    }

    /**
     * Starts a network with all layers of this one and copies of their parameters as they are now: to go on with layers of
     * one's own, which may then be trained alone.
     *
     * {@snippet file="dev/nn/snippet/PartsSnippetsTest.java" region="fine-tune" :
     * Network pretrained = Onnx.readNetwork(file);
     * int body = pretrained.layers().size() - 1; // all but the last layer
     * Network network = pretrained.slice(0, body).toBuilder().dense(3).build(Initializer.he(), 42);
     * Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
     *         .frozen(0, body)
     *         .fit(data);
     * Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(1e-4))
     *         .fit(data); // then all of it
     * }
     *
     * @throws IllegalStateException if another thread is training this network
     */
    public NetworkBuilder toBuilder() {
        return toBuilder(0, layers.size());
    }

    private NetworkBuilder toBuilder(int from, int to) {
        RowShape shape = image == null ? RowShape.flat(in()) : RowShape.of(image);
        Places unused = new Places();
        for (int l = 0; l < from; l++) shape = plans.get(l).out(l + 1, shape, kernels, unused);
        return NetworkBuilder.of(shape).append(this, from, to);
    }

    /** The network as it is now, frozen for prediction. */
    public Model freeze() {
        return freeze(Precision.F32);
    }

    /**
     * The network as it is now, frozen for prediction, with its weights rounded to {@code precision}.
     *
     * @throws IllegalStateException if another thread is training this network
     */
    public Model freeze(Precision precision) {
        requireUntouched();
        return new Model(this, precision);
    }

    /** The parameters of one layer in row-major order: weights in × out, then bias. */
    public float[] layerParameters(int layer) {
        requireUntouched();
        Layer chosen = layers.get(layer);
        float[] values = new float[chosen.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = parameters[chosen.parameterIndex(i)];
        return values;
    }

    /** Sets the parameters of one layer from row-major order: weights in × out, then bias. */
    public void setLayerParameters(int layer, float[] values) {
        requireUntouched();
        Layer chosen = layers.get(layer);
        if (values.length != chosen.parameterCount()) {
            throw new IllegalArgumentException("layer %d (%s) has %d parameters, got %d"
                    .formatted(layer, chosen.describe(), chosen.parameterCount(), values.length));
        }
        chosen.setParameters(parameters, values);
    }

    /** Checks that no other thread is training this network. */
    void requireUntouched() {
        TrainingClaim.requireFree(this);
    }

    /** The output for one row in double precision and plain loops: the definition that gradients are checked against. */
    public double[] apply(double[] x, double[] values) {
        double[] y = x;
        for (Layer layer : layers) y = layer.apply(y, values);
        return y;
    }

    /** The same for a batch in training, where rows may depend on each other; without dropout. */
    public double[][] applyTraining(double[][] x, double[] values) {
        double[][] y = x;
        for (Layer layer : layers) y = layer.applyTraining(y, values);
        return y;
    }

    /** One line per network: its layers. */
    @Override
    public String toString() {
        return String.join(", ", layers.stream().map(Layer::describe).toList());
    }
}

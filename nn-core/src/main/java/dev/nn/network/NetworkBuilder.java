package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.expression.Expression;
import dev.nn.guard.Memory;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects the layers of a {@link Network}, then places their parameters in one array and initialises them.
 *
 * <p>Layers of images keep them images, NHWC; the first dense layer behind them takes their values in that order.
 */
public sealed class NetworkBuilder permits ConvolutionBuilder, PoolBuilder {
    /** What rows come in; null for a branch, whose rows are known when the whole network is. */
    private final @Nullable RowShape input;

    private final boolean startsWithImages;

    final List<LayerPlan> plans;

    private NetworkBuilder(@Nullable RowShape input, boolean startsWithImages) {
        this.input = input;
        this.startsWithImages = startsWithImages;
        this.plans = new ArrayList<>();
    }

    /** Goes on where another builder is, on the same list of layers. */
    NetworkBuilder(NetworkBuilder other) {
        this.input = other.input;
        this.startsWithImages = other.startsWithImages;
        this.plans = other.plans;
    }

    static NetworkBuilder of(int features) {
        if (features < 1) throw new IllegalArgumentException("a network needs at least 1 input, was " + features);
        return new NetworkBuilder(RowShape.flat(features), false);
    }

    static NetworkBuilder of(ImageShape image) {
        return new NetworkBuilder(RowShape.of(image), true);
    }

    /** Starts with rows of this shape. */
    static NetworkBuilder of(RowShape shape) {
        return new NetworkBuilder(shape, shape.isImage());
    }

    /** Starts with several inputs side by side, each with layers of its own. */
    static NetworkBuilder of(List<NetworkBuilder> inputs) {
        if (inputs.size() < 2)
            throw new IllegalArgumentException("at least two inputs are joined, got " + inputs.size());
        List<List<LayerPlan>> branches = new ArrayList<>();
        int width = 0;
        for (NetworkBuilder each : inputs) {
            List<LayerPlan> branch = new ArrayList<>();
            branch.add(new Slice.Plan(width, each.input()));
            branch.addAll(each.flat().plans);
            branches.add(branch);
            width = Memory.requireArray((long) width + each.input().size(), "the inputs side by side");
        }
        return of(width).with(new ConcatPlan(branches));
    }

    /** Adds a dense layer with {@code out} outputs. */
    public NetworkBuilder dense(int out, Activation activation) {
        if (out < 1) throw new IllegalArgumentException("a dense layer needs at least 1 output, was " + out);
        return flat().with(new LayerPlan.DensePlan(out, activation));
    }

    /** Adds a dense layer without activation, the usual last layer: losses work on logits. */
    public NetworkBuilder dense(int out) {
        return dense(out, Activation.IDENTITY);
    }

    /**
     * Adds a convolution of square windows, without padding and activation; what is returned has methods for those.
     *
     * @param filters channels of the result
     * @param size height and width of the window
     */
    public ConvolutionBuilder convolution(int filters, int size) {
        return convolution(filters, size, size);
    }

    /** Adds a convolution; see {@link #convolution(int, int)}. */
    public ConvolutionBuilder convolution(int filters, int height, int width) {
        if (filters < 1) throw new IllegalArgumentException("a convolution needs at least 1 filter, was " + filters);
        return new ConvolutionBuilder(this, filters, 1, Window.of(height, width, 1, 1));
    }

    /** Adds a depthwise convolution of square windows: each channel has one filter of its own. */
    public ConvolutionBuilder depthwise(int size) {
        return new ConvolutionBuilder(this, 0, 0, Window.of(size, size, 1, 1));
    }

    /** Adds max pooling of square windows side by side; what is returned has methods for strides and padding. */
    public PoolBuilder maxPool(int size) {
        return maxPool(size, size);
    }

    /** Adds max pooling; see {@link #maxPool(int)}. */
    public PoolBuilder maxPool(int height, int width) {
        return new PoolBuilder(this, true, Window.of(height, width, height, width));
    }

    /** Adds average pooling of square windows side by side; what is returned has methods for strides and padding. */
    public PoolBuilder averagePool(int size) {
        return averagePool(size, size);
    }

    /** Adds average pooling; see {@link #averagePool(int)}. */
    public PoolBuilder averagePool(int height, int width) {
        return new PoolBuilder(this, false, Window.of(height, width, height, width));
    }

    /** Adds the mean of each channel over the whole image, which leaves one pixel. */
    public NetworkBuilder globalAveragePool() {
        return with(new PoolPlan.Global());
    }

    /** Adds batch normalisation: of each channel of images, of each value of other rows. */
    public NetworkBuilder batchNorm() {
        return batchNorm(BatchNorm.EPSILON, BatchNorm.MOMENTUM);
    }

    /**
     * Adds batch normalisation.
     *
     * @param epsilon added to variances
     * @param momentum share of the newest batch in what is remembered for use
     */
    public NetworkBuilder batchNorm(double epsilon, double momentum) {
        BatchNorm.check(epsilon, momentum);
        return with(new LayerPlan.BatchNormPlan(epsilon, momentum));
    }

    /** Adds layer normalisation over all values of a row. */
    public NetworkBuilder layerNorm() {
        return layerNorm(LayerNorm.EPSILON);
    }

    /** Adds layer normalisation over all values of a row, with this number added to variances. */
    public NetworkBuilder layerNorm(double epsilon) {
        LayerNorm.check(epsilon);
        return with(new LayerPlan.LayerNormPlan(epsilon));
    }

    /** Adds an activation: to the layer before, if that is dense or a convolution without one, else as a layer. */
    public NetworkBuilder activation(Activation activation) {
        LayerPlan activated = plans.isEmpty() ? null : plans.getLast().with(activation);
        if (activated != null) plans.set(plans.size() - 1, activated);
        else if (!activation.equals(Activation.IDENTITY)) activationLayer(activation);
        return this;
    }

    /** Adds an activation as a layer of its own, whatever is before it. */
    public NetworkBuilder activationLayer(Activation activation) {
        return with(new LayerPlan.ActivationPlan(activation));
    }

    /**
     * Adds a residual connection: x + branch(x).
     *
     * <pre>{@code
     * .add(b -> b.convolution(16, 3).padding(1).batchNorm().activation(RELU).convolution(16, 3).padding(1).batchNorm())
     * .activation(RELU)
     * }</pre>
     *
     * @param branch adds the layers of the branch to the builder that it is given
     */
    public NetworkBuilder add(UnaryOperator<NetworkBuilder> branch) {
        return add(branch, UnaryOperator.identity());
    }

    /**
     * Adds a residual connection: shortcut(x) + branch(x).
     *
     * @param shortcut adds the layers of the shortcut; as many values must come out as of the branch
     */
    public NetworkBuilder add(UnaryOperator<NetworkBuilder> branch, UnaryOperator<NetworkBuilder> shortcut) {
        return with(new ResidualPlan(branch(branch), branch(shortcut)));
    }

    /**
     * Adds branches whose results stand side by side: (branch₁(x), branch₂(x), …); of images their channels do.
     *
     * <pre>{@code
     * .concat(UnaryOperator.identity(), b -> b.dense(32, RELU)) // x and 32 values made of it
     * }</pre>
     *
     * @param branches each adds its layers to the builder that it is given; one that adds none is x itself
     */
    @SafeVarargs
    public final NetworkBuilder concat(UnaryOperator<NetworkBuilder>... branches) {
        List<UnaryOperator<NetworkBuilder>> list = new ArrayList<>();
        for (UnaryOperator<NetworkBuilder> branch : branches) list.add(branch);
        return concat(list);
    }

    /** The same for a list of branches. */
    public NetworkBuilder concat(List<UnaryOperator<NetworkBuilder>> branches) {
        List<List<LayerPlan>> plans = new ArrayList<>();
        for (UnaryOperator<NetworkBuilder> branch : branches) plans.add(branch(branch));
        return with(new ConcatPlan(plans));
    }

    /**
     * Adds an embedding: each value of a row is the number of a category, from 0, and becomes its vector; see {@link
     * Embedding}.
     *
     * @param categories how many there are
     * @param size values of a vector
     */
    public NetworkBuilder embedding(int categories, int size) {
        if (categories < 1 || size < 1) {
            throw new IllegalArgumentException(
                    "an embedding needs at least 1 category and vectors of at least 1 value, not %d and %d"
                            .formatted(categories, size));
        }
        return flat().with(new Embedding.Plan(categories, size));
    }

    /**
     * Goes on with some values of a row only: for a branch of {@link #concat} that reads an input of its own.
     *
     * @param from the first value
     * @param count how many
     */
    public NetworkBuilder slice(int from, int count) {
        if (from < 0 || count < 1) {
            throw new IllegalArgumentException(
                    "a slice needs at least 1 value, from at least 0 on, not %d from %d on".formatted(count, from));
        }
        return with(new Slice.Plan(from, RowShape.flat(count)));
    }

    /** Goes on with some values of a row, from one on, as an image. */
    public NetworkBuilder slice(int from, ImageShape image) {
        if (from < 0) throw new IllegalArgumentException("a slice begins at 0 or later, not at " + from);
        return with(new Slice.Plan(from, RowShape.of(image)));
    }

    /** Takes images as plain rows from here on; dense layers do that by themselves. */
    public NetworkBuilder flatten() {
        return with(new LayerPlan.FlattenPlan());
    }

    /** Takes images whose channels come first, as those of other libraries do, and puts them last. */
    public NetworkBuilder channelsLast() {
        return with(new LayerPlan.ChannelOrderPlan(true));
    }

    /** Puts the channels of images first, as other libraries have them; for what nothing but plain layers follow. */
    public NetworkBuilder channelsFirst() {
        return with(new LayerPlan.ChannelOrderPlan(false));
    }

    /** Adds dropout: in training, each value becomes zero with probability {@code rate}. */
    public NetworkBuilder dropout(double rate) {
        Dropout.checkRate(rate);
        return with(new LayerPlan.DropoutPlan(rate, false));
    }

    /** Adds dropout of channels: in training, each channel of an image becomes zero with probability {@code rate}. */
    public NetworkBuilder spatialDropout(double rate) {
        Dropout.checkRate(rate);
        return with(new LayerPlan.DropoutPlan(rate, true));
    }

    /** Adds a softmax over each row, for networks that predict probabilities; losses work on logits, without it. */
    public NetworkBuilder softmax() {
        return flat().with(new LayerPlan.SoftmaxPlan(false));
    }

    /** Adds the logarithm of a softmax over each row. */
    public NetworkBuilder logSoftmax() {
        return flat().with(new LayerPlan.SoftmaxPlan(true));
    }

    /**
     * Adds a layer that computes an expression of each row; see {@link Formula}.
     *
     * @throws IllegalArgumentException from {@code build}, if it takes another number of values than the layer before
     *     has
     */
    public NetworkBuilder formula(Expression expression) {
        return with(new LayerPlan.FormulaPlan(expression));
    }

    /**
     * Adds all layers of another network, with copies of its parameters as they are now and of what its batch
     * normalisation remembers. {@link Network#slice} gives a network of some layers, {@link Network#toBuilder} starts with
     * them.
     *
     * @throws IllegalArgumentException from {@code build}, if it takes another number of values than the layer before
     *     has
     * @throws IllegalStateException if another thread is training that network
     */
    public NetworkBuilder append(Network other) {
        return (other.image() == null ? flat() : this)
                .append(other, 0, other.layers().size());
    }

    /** Adds the layers of another network from one index to another. */
    NetworkBuilder append(Network other, int from, int to) {
        other.requireUntouched();
        float[] parameters = other.parameters().clone();
        for (int l = from; l < to; l++) {
            with(new TakenPlan(other.plans().get(l), other.layers().get(l), parameters));
        }
        return this;
    }

    /**
     * Adds a layer of one's own: an activation that isn't there, or any function of a row with parameters to train. It runs
     * on plain loops; see {@link RowFunction}.
     */
    public NetworkBuilder layer(RowFunction function) {
        return with(new OwnPlan(function));
    }

    NetworkBuilder with(LayerPlan plan) {
        plans.add(plan);
        return this;
    }

    private List<LayerPlan> branch(UnaryOperator<NetworkBuilder> layers) {
        return List.copyOf(layers.apply(new NetworkBuilder(null, isImage())).plans);
    }

    private NetworkBuilder flat() {
        return isImage() ? flatten() : this;
    }

    private boolean isImage() {
        boolean image = startsWithImages;
        for (LayerPlan plan : plans) {
            image &= !plan.flattens();
            if (plan instanceof Slice.Plan slice) image = slice.shape().isImage();
        }
        return image;
    }

    /** The network on the {@linkplain Kernels#best best} kernels. */
    public Network build(Initializer initializer, long seed) {
        return build(initializer, seed, Kernels.best());
    }

    /**
     * The network on these kernels.
     *
     * @param initializer start of the weights, but for those of layers that were {@linkplain #append taken} from another
     *     network; biases start at zero
     * @param seed of the random start: the same seed gives the same weights with any kernels
     */
    public Network build(Initializer initializer, long seed, DenseKernels kernels) {
        Network network = build(kernels);
        Random random = new Random(seed);
        for (int l = 0; l < plans.size(); l++) {
            if (!(plans.get(l) instanceof TakenPlan)) network.layers().get(l).initialize(initializer, random);
        }
        return network;
    }

    /**
     * The network on these kernels with all parameters zero, to be set from elsewhere, but for those of layers that were
     * {@linkplain #append taken} from another network.
     *
     * @throws IllegalArgumentException naming a layer that doesn't fit to the one before or needs more memory than an array
     *     holds; or if all need more than the JVM may use
     */
    public Network build(DenseKernels kernels) {
        RowShape in = input();
        if (plans.isEmpty()) throw new IllegalStateException("a network needs at least one layer");
        Places places = new Places();
        ResidualPlan.shape(plans, in, kernels, places);
        places.allocate();
        List<Layer> layers = ResidualPlan.place(plans, in, kernels, places);
        return new Network(in.isImage() ? in.image() : null, layers, untaken(), places, kernels);
    }

    /** The plans without the parameters of other networks, which are copied by now. */
    private List<LayerPlan> untaken() {
        List<LayerPlan> untaken = new ArrayList<>();
        for (LayerPlan plan : plans) untaken.add(plan instanceof TakenPlan taken ? taken.plan() : plan);
        return untaken;
    }

    private RowShape input() {
        if (input == null) throw new IllegalStateException("a branch of a network can't be built by itself");
        return input;
    }

    /**
     * Number of the parameters that the network will have, and of what its layers remember; nothing is allocated.
     *
     * @throws IllegalArgumentException naming a layer that doesn't fit to the one before
     */
    public long parameterCount() {
        Places places = new Places();
        ResidualPlan.shape(plans, input(), new ScalarDenseKernels(), places);
        return places.values();
    }
}

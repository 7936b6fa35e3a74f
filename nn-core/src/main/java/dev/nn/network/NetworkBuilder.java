package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.expression.Expression;
import dev.nn.file.Heap;
import dev.nn.guard.Memory;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.WeightLayout;
import dev.nn.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Collects the layers of a {@link Network}, then places their parameters in one array and initialises them. */
public final class NetworkBuilder {
    /** Every layer's weights and biases start at a multiple of this many floats, a cache line. */
    private static final int ALIGNMENT = 16;

    private static final String REMEDY = "make its layers smaller";

    private final int features;
    private final List<Step> steps = new ArrayList<>();

    /** A layer that has not been placed yet. */
    private sealed interface Step {
        record DenseStep(int out, Activation activation) implements Step {}

        record DropoutStep(double rate) implements Step {}

        record SoftmaxStep(boolean log) implements Step {}

        record FormulaStep(Expression expression) implements Step {}
    }

    NetworkBuilder(int features) {
        if (features < 1) throw new IllegalArgumentException("a network needs at least 1 input, was " + features);
        this.features = features;
    }

    /** Adds a dense layer with {@code out} outputs. */
    public NetworkBuilder dense(int out, Activation activation) {
        if (out < 1) throw new IllegalArgumentException("a dense layer needs at least 1 output, was " + out);
        steps.add(new Step.DenseStep(out, activation));
        return this;
    }

    /** Adds a dense layer without activation, the usual last layer: losses work on logits. */
    public NetworkBuilder dense(int out) {
        return dense(out, Activation.IDENTITY);
    }

    /** Adds dropout: in training, each value becomes zero with probability {@code rate}. */
    public NetworkBuilder dropout(double rate) {
        Dropout.checkRate(rate);
        steps.add(new Step.DropoutStep(rate));
        return this;
    }

    /** Adds a softmax over each row, for networks that predict probabilities; losses work on logits, without it. */
    public NetworkBuilder softmax() {
        steps.add(new Step.SoftmaxStep(false));
        return this;
    }

    /** Adds the logarithm of a softmax over each row. */
    public NetworkBuilder logSoftmax() {
        steps.add(new Step.SoftmaxStep(true));
        return this;
    }

    /**
     * Adds a layer that computes an expression of each row; see {@link Formula}.
     *
     * @throws IllegalArgumentException from {@code build}, if it takes another number of values than the layer before
     *     has
     */
    public NetworkBuilder formula(Expression expression) {
        steps.add(new Step.FormulaStep(expression));
        return this;
    }

    /** The network on the {@linkplain Kernels#best best} kernels. */
    public Network build(Initializer initializer, long seed) {
        return build(initializer, seed, Kernels.best());
    }

    /**
     * The network on these kernels.
     *
     * @param initializer start of the weights; biases start at zero
     * @param seed of the random start: the same seed gives the same weights with any kernels
     */
    public Network build(Initializer initializer, long seed, DenseKernels kernels) {
        Network network = build(kernels);
        Random random = new Random(seed);
        for (Layer layer : network.layers()) layer.initialize(initializer, random);
        return network;
    }

    /**
     * The network on these kernels with all parameters zero, to be set from elsewhere.
     *
     * @throws IllegalArgumentException if it needs more memory than an array holds, naming the layer, or than the JVM may
     *     use
     */
    public Network build(DenseKernels kernels) {
        if (steps.isEmpty()) throw new IllegalStateException("a network needs at least one layer");
        List<WeightLayout> layouts = new ArrayList<>();
        int width = features, number = 0;
        long size = 0;
        for (Step step : steps) {
            number++;
            if (step instanceof Step.DenseStep dense) {
                requirePossible(number, width, dense);
                WeightLayout layout = kernels.weightLayout(width, dense.out());
                layouts.add(layout);
                size += align(layout.size()) + align(layout.biasSize());
                width = dense.out();
            } else if (step instanceof Step.FormulaStep formula) {
                if (formula.expression().in() != width) {
                    throw new IllegalArgumentException("a formula of %d values follows a layer of %d"
                            .formatted(formula.expression().in(), width));
                }
                width = formula.expression().out();
            }
        }
        float[] parameters = allocate(size);
        return new Network(place(layouts, parameters, kernels), parameters, kernels);
    }

    /**
     * The network with parameters that PyTorch has trained, on the {@linkplain Kernels#best best} kernels: from a
     * safetensors file of a {@code state_dict}, as {@code save_file(model.state_dict(), path)} of safetensors.torch writes it.
     *
     * {@snippet file="dev/nn/snippet/FileSnippetsTest.java" region="state-dict" :
     * Network network = Network.input(784).dense(256, RELU).dense(10).load(path);
     * }
     *
     * Each {@code name.weight}, out × in, and its {@code name.bias} become a dense layer, whatever the name is; without
     * a bias it is zero. Which is which follows from the shapes; among layers of one shape, from the numbers in their
     * names (fc1, fc2; layers.0, layers.2), or else from their order in the file. The file must hold nothing else but
     * counters and tensors without values.
     *
     * <p>Names may be wrapped ({@code module.}, {@code model.}, {@code _orig_mod.}, at any depth). Weights may be as
     * PyTorch's weight_norm, spectral_norm and pruning store them. Tensors that the writer left out because others are
     * the same are found by its metadata. Values must be finite; {@link SafetensorsFile#floats} reads any.
     *
     * @throws dev.nn.data.DataFormatException if it doesn't hold just these layers, or their order can't be told: the
     *     message lists what it holds and what was expected
     */
    public Network load(Path file) throws IOException {
        return load(file, Kernels.best());
    }

    /** The same as {@link #load(Path)} on these kernels. */
    public Network load(Path file, DenseKernels kernels) throws IOException {
        return load(file, kernels, (tensors, network) -> new ModuleOrder(tensors).modules(network));
    }

    /**
     * The same with the dense layers' names in the file, in order: {@code fc1} stands for {@code fc1.weight} and {@code
     * fc1.bias}. The file may hold other tensors, too.
     *
     * @throws IllegalArgumentException if there are not as many names as dense layers
     */
    public Network load(Path file, DenseKernels kernels, List<String> names) throws IOException {
        return load(file, kernels, (tensors, network) -> {
            int layers = StateDict.dense(network).size();
            if (names.size() != layers) {
                throw new IllegalArgumentException(
                        "the network has %d dense layers, got %d names".formatted(layers, names.size()));
            }
            StateDictModules found = new StateDictModules(tensors);
            List<LinearModule> modules = new ArrayList<>();
            for (String name : names) modules.add(found.named(name));
            return modules;
        });
    }

    /** The choice of a file's module for each dense layer. */
    private interface Choice {
        List<LinearModule> modules(SafetensorsFile file, Network network) throws IOException;
    }

    private Network load(Path file, DenseKernels kernels, Choice choice) throws IOException {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            tensors.verify();
            Network network = build(kernels);
            StateDict.read(tensors, choice.modules(tensors, network), network);
            return network;
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(file.toString(), e);
        }
    }

    /**
     * The same as {@link #load(Path)} for prediction only; the model predicts {@linkplain Model#quickStart at once},
     * although the fast kernels are not compiled yet.
     */
    public Model loadModel(Path file) throws IOException {
        return loadModel(file, Precision.F32);
    }

    /** The same as {@link #loadModel(Path)}, with weights of that precision. */
    public Model loadModel(Path file, Precision precision) throws IOException {
        return Model.quickStart(load(file, new ScalarDenseKernels()), precision);
    }

    /** The layers, with the parameters of each behind those of the one before. */
    private List<Layer> place(List<WeightLayout> layouts, float[] parameters, DenseKernels kernels) {
        List<Layer> layers = new ArrayList<>();
        int width = features, at = 0, next = 0;
        for (Step step : steps) {
            // Not a switch over types, whose first use in a JVM takes tens of milliseconds: a quick start comes by
            // here.
            if (step instanceof Step.DenseStep dense) {
                WeightLayout layout = layouts.get(next++);
                int bias = at + (int) align(layout.size());
                layers.add(new Dense(kernels, new Affine(layout, parameters, at, bias), dense.activation()));
                at = bias + (int) align(layout.biasSize());
                width = dense.out();
            } else if (step instanceof Step.DropoutStep dropout) {
                layers.add(new Dropout(width, dropout.rate()));
            } else if (step instanceof Step.SoftmaxStep softmax) {
                layers.add(new Softmax(width, softmax.log()));
            } else if (step instanceof Step.FormulaStep formula) {
                layers.add(new Formula(formula.expression()));
                width = formula.expression().out();
            }
        }
        return layers;
    }

    /** Checks that a layer's weights fit into an array, in the layout of whatever kernels. */
    private static void requirePossible(int number, int in, Step.DenseStep layer) {
        long weights = Math.max((long) in * align(layer.out()), align(in) * layer.out());
        if (weights <= Memory.LARGEST_ARRAY) return;
        throw new IllegalArgumentException(Memory.tooLong(
                (long) in * layer.out(),
                "layer %d (%s)".formatted(number, Dense.describe(in, layer.out(), layer.activation()))));
    }

    private static float[] allocate(long size) {
        if (size > Memory.LARGEST_ARRAY) {
            throw new IllegalArgumentException(Memory.tooLong(size, "the parameters of all layers together"));
        }
        long bytes = size * Float.BYTES;
        if (bytes > Runtime.getRuntime().maxMemory()) Memory.requireHeap(bytes, what(size), REMEDY);
        try {
            return new float[(int) size];
        } catch (OutOfMemoryError e) {
            throw Memory.exhausted(bytes, what(size), REMEDY, e);
        }
    }

    private static String what(long size) {
        return "a network of " + size + " parameters";
    }

    private static long align(int floats) {
        return ((long) floats + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}

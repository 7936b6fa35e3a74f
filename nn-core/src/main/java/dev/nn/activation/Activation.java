package dev.nn.activation;

import java.util.List;

/**
 * An elementwise activation function y = act(z), defined in double precision with its derivative.
 *
 * <p>The records that implement it are the definition that every kernel is tested against. Row-wise softmax and argmax
 * are not elementwise: they live with the loss and the metrics.
 */
public sealed interface Activation
        permits Identity, Relu, LeakyRelu, Elu, Selu, Sigmoid, Tanh, Softplus, Silu, Gelu, GeluTanh, Mish, HardSwish {

    Activation IDENTITY = new Identity();
    Activation RELU = new Relu();
    Activation LEAKY_RELU = new LeakyRelu(0.01f);
    Activation ELU = new Elu(1f);
    Activation SELU = new Selu();
    Activation SIGMOID = new Sigmoid();
    Activation TANH = new Tanh();
    Activation SOFTPLUS = new Softplus();
    Activation SILU = new Silu();
    Activation GELU = new Gelu();
    Activation GELU_TANH = new GeluTanh();
    Activation MISH = new Mish();
    Activation HARD_SWISH = new HardSwish();

    /** What the backward pass needs of the forward pass. */
    enum Saved {
        /** The pre-activation z. */
        INPUT,
        /** The output y, from which the derivative follows: nothing extra is kept. */
        OUTPUT
    }

    /** Name in lower case, as used on the command line and in files. */
    String name();

    /** act(z). */
    double apply(double z);

    /** act′(z); at a kink the derivative from the left, as PyTorch does (ReLU′(0) = 0). */
    double derivative(double z);

    /** Whether the backward pass needs z or y. */
    Saved saved();

    /** act′ expressed by what is {@link #saved}: z or y. */
    double derivativeFromSaved(double saved);

    /** A bound on |act′|: how much an error in z can grow. */
    double lipschitz();

    /**
     * act(z) as textbooks write it, in any arithmetic: what is exported, recognised and printed follows from this.
     * {@link #apply} is the same for numbers, without overflow and with all digits.
     */
    <T> T formula(Arithmetic<T> in, T z);

    /** The operator of ONNX, up to opset 17, that is this function and has no attributes; empty if there is none. */
    String onnxOperator();

    /** Every activation with its usual parameters, in rising order of complexity. */
    static List<Activation> all() {
        return List.of(
                IDENTITY,
                RELU,
                LEAKY_RELU,
                ELU,
                SELU,
                SIGMOID,
                TANH,
                SOFTPLUS,
                SILU,
                GELU,
                GELU_TANH,
                MISH,
                HARD_SWISH);
    }

    /**
     * The activation of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    static Activation named(String name) {
        return all().stream()
                .filter(activation -> activation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown activation '%s'; known: %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        all().stream().map(Activation::name).toList()))));
    }
}

/** Interfaces, scalar kernels, networks and training of nn; needs nothing but the JDK. */
module dev.nn.core {
    requires static jdk.jfr;
    requires static org.jspecify;

    exports dev.nn.activation;
    exports dev.nn.data;
    exports dev.nn.expression;
    exports dev.nn.fit;
    exports dev.nn.format;
    exports dev.nn.gradient;
    exports dev.nn.initializer;
    exports dev.nn.kernel;
    exports dev.nn.loss;
    exports dev.nn.metric;
    exports dev.nn.network;
    exports dev.nn.optimizer;
    exports dev.nn.perceptron;
    exports dev.nn.safetensors;
    exports dev.nn.table;
    exports dev.nn.training;

    uses dev.nn.kernel.KernelProvider;
}

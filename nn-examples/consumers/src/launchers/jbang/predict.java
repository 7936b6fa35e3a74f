///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//REPOS mavenlocal,mavencentral
//DEPS dev.nn:nn-core:0.1.0-SNAPSHOT
//DEPS dev.nn:nn-simd:0.1.0-SNAPSHOT
//RUNTIME_OPTIONS --add-modules=jdk.incubator.vector

import static dev.nn.activation.Activation.TANH;

import dev.nn.initializer.Initializer;
import dev.nn.network.Model;
import dev.nn.network.Network;

// Makes a small network, predicts once, and prints the kernels' name and the outputs: "jbang predict.java".
void main() {
    Network network = Network.input(20).dense(40, TANH).dense(3).build(Initializer.glorot(), 7);
    Model model = network.freeze();
    float[] x = new float[model.in()];
    for (int i = 0; i < x.length; i++) x[i] = i / 10f - 1;
    IO.println("kernels " + network.kernels().name());
    for (float y : model.predict(x)) IO.println("output " + y);
}

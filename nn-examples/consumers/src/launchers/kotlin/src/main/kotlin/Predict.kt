package org.example

import dev.nn.activation.Activation.TANH
import dev.nn.initializer.Initializer
import dev.nn.network.Network

/** Makes a small network, predicts once, and prints the kernels' name and the outputs. */
fun main() {
    val network = Network.input(20).dense(40, TANH).dense(3).build(Initializer.glorot(), 7)
    val model = network.freeze()
    val x = FloatArray(model.`in`()) { it / 10f - 1 }
    println("kernels ${network.kernels().name()}")
    for (y in model.predict(x)) println("output $y")
}

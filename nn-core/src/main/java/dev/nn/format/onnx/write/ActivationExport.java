package dev.nn.format.onnx.write;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.Gelu;
import dev.nn.activation.GeluTanh;
import dev.nn.activation.Identity;
import dev.nn.activation.LeakyRelu;
import dev.nn.expression.ExpressionBuilder;

/** Activations as operators of opset 17; those that it has no operator for become several nodes. */
final class ActivationExport {
    private ActivationExport() {}

    /** Adds the nodes; returns the name of the result. */
    static String of(GraphWriter graph, Activation activation, String z) {
        return switch (activation) {
            case Identity identity -> z;
            case LeakyRelu leaky -> graph.node("LeakyRelu", "alpha", leaky.slope(), z);
            case Elu elu -> graph.node("Elu", "alpha", elu.alpha(), z);
            case Gelu gelu -> gelu(graph, z);
            case GeluTanh geluTanh -> geluTanh(graph, z);
            default ->
                activation.onnxOperator().isEmpty()
                        ? formula(graph, activation, z)
                        : graph.node(activation.onnxOperator(), z);
        };
    }

    private static String formula(GraphWriter graph, Activation activation, String z) {
        ExpressionBuilder b = new ExpressionBuilder(1);
        return FormulaExport.of(graph, b.build(b.apply(activation, b.input())), z);
    }

    /** z · (1 + erf(z / √2)) · ½, in the order that other runtimes know and fuse. */
    private static String gelu(GraphWriter graph, String z) {
        String erf = graph.node("Erf", graph.node("Div", z, graph.number("sqrt2", Math.sqrt(2))));
        String twice = graph.node("Mul", z, graph.node("Add", erf, graph.number("one", 1)));
        return graph.node("Mul", twice, graph.number("half", 0.5));
    }

    /** ½z · (1 + tanh(√(2/π) · (z + 0.044715 z³))). */
    private static String geluTanh(GraphWriter graph, String z) {
        String cube = graph.node("Pow", z, graph.number("three", 3));
        String cubic = graph.node("Mul", cube, graph.number("cubic", GeluTanh.CUBIC));
        String inner =
                graph.node("Mul", graph.node("Add", z, cubic), graph.number("sqrt2overPi", Math.sqrt(2 / Math.PI)));
        String twice = graph.node("Add", graph.node("Tanh", inner), graph.number("one", 1));
        return graph.node("Mul", graph.node("Mul", z, graph.number("half", 0.5)), twice);
    }
}

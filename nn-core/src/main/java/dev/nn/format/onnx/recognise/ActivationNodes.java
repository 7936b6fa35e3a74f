package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import dev.nn.data.DataFormatException;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.format.onnx.evaluate.ElementwiseOperators;
import dev.nn.format.onnx.file.OnnxAttribute;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators that are an activation of this library by definition. */
final class ActivationNodes {
    private ActivationNodes() {}

    /** The activation that a node is, or null. */
    static @Nullable Activation of(OnnxNode node) throws DataFormatException {
        if (!node.domain().isEmpty() || node.inputs().size() != 1) return null;
        return switch (node.operator()) {
            case "Gelu" -> node.text("approximate", "none").equals("none") ? Activation.GELU : null;
            case "LeakyRelu" -> leaky((float) node.number("alpha", 0.01f));
            case "Elu" -> elu((float) node.number("alpha", 1));
            default -> node.attributes().isEmpty() ? named(node.operator()) : null;
        };
    }

    private static @Nullable Activation named(String operator) {
        for (Activation activation : Activation.all()) {
            if (activation.onnxOperator().equals(operator)) return activation;
        }
        return null;
    }

    private static @Nullable Activation leaky(float slope) {
        return slope > 0 && slope <= 1 ? new LeakyRelu(slope) : null;
    }

    private static @Nullable Activation elu(float alpha) {
        return alpha > 0 && alpha <= Float.MAX_VALUE ? new Elu(alpha) : null;
    }

    /** The activation that a FusedGemm of ONNX Runtime names; its parameters have names of their own there. */
    static Step fused(OnnxNode gemm, int features) throws DataFormatException {
        Map<String, OnnxAttribute> attributes = new HashMap<>();
        for (String name : List.of("alpha", "beta", "gamma")) {
            OnnxAttribute attribute = gemm.attributes().get("activation_" + name);
            if (attribute != null) attributes.put(name, attribute);
        }
        String operator = gemm.text("activation", "");
        OnnxNode node = new OnnxNode(gemm.name(), operator, "", List.of("z"), List.of("y"), attributes, gemm.source());
        Activation activation = of(node);
        if (activation != null) return new Step.Elementwise(activation);
        ExpressionBuilder builder = new ExpressionBuilder(features);
        int result = ElementwiseOperators.is(node)
                ? ElementwiseOperators.add(node, builder, new int[] {builder.input()})
                : ElementwiseOperators.NONE;
        if (result == ElementwiseOperators.NONE) {
            throw gemm.wrong("an elementwise activation", OnnxNode.shortened(operator));
        }
        return new Step.Formula(builder.build(result));
    }
}

package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two columns 1 − p and p with p = sigmoid(z), which scikit-learn's converter writes for two classes: they are the
 * softmax of the logits 0 and z, so they become a layer with two outputs and a softmax, exactly.
 */
final class PairMatch {
    private static final double[] LIKELY =
            Arrays.stream(ActivationMatch.at()).map(Activation.SIGMOID::apply).toArray();
    private static final double[] UNLIKELY = Arrays.stream(ActivationMatch.at())
            .map(z -> Activation.SIGMOID.apply(-z))
            .toArray();

    private PairMatch() {}

    /**
     * The steps from z to both columns; null if the node makes something else.
     *
     * @param concat the node that puts the columns side by side
     * @param z the function of z with all nodes before that one
     */
    static @Nullable List<Step> of(OnnxNode concat, RowFunction z) throws DataFormatException {
        if (!concat.is("Concat") || concat.inputs().size() != 2) return null;
        double[] first = z.values(concat.input(0)), second = z.values(concat.input(1));
        if (first == null || second == null) return null;
        boolean rising = ActivationMatch.agree(UNLIKELY, first) && ActivationMatch.agree(LIKELY, second);
        boolean falling = ActivationMatch.agree(LIKELY, first) && ActivationMatch.agree(UNLIKELY, second);
        if (!rising && !falling) return null;
        float[] weights = rising ? new float[] {0, 1} : new float[] {1, 0};
        return List.of(new Step.Linear(1, 2, weights, new double[2]), new Step.Softmax(false));
    }
}

package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.expression.Expression;
import dev.nn.expression.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an expression is, if it has a name: nothing, a scaling, an activation, softmax, or two classes' probabilities. */
final class Functions {
    /** A line k·x + c whose k is this near to 1 is x; c has to be 0. */
    private static final double ONE = 1e-7;

    private Functions() {}

    /** The steps that do the same, none for the identity; null if it has no name. */
    static @Nullable List<Step> of(Expression expression) {
        List<@Nullable Polynomial> forms = NormalForm.of(expression);
        Polynomial form = forms.getLast();
        if (form == null) return pair(expression, forms);
        if (expression.in() != expression.out()) return null;
        List<Step> affine = affine(form);
        if (affine != null) return affine;
        Activation activation = KnownFunctions.ACTIVATIONS.match(form);
        if (activation != null) {
            return Confirmation.of(expression, activation) ? List.of(new Step.Elementwise(activation)) : null;
        }
        Boolean log = KnownFunctions.SOFTMAX.match(form);
        return log == null ? null : List.of(new Step.Softmax(log));
    }

    private static @Nullable List<Step> affine(Polynomial form) {
        List<Double> numbers = new ArrayList<>();
        String shape = form.shape(numbers);
        boolean shifted = shape.equals("+#+#*x^1.0");
        if (!shifted && !shape.equals("+#*x^1.0")) return null;
        double shift = shifted ? numbers.getFirst() : 0, scale = numbers.getLast();
        if (!shifted && Math.abs(scale - 1) <= ONE) return List.of();
        return List.of(new Step.Scaling(new double[] {scale}, new double[] {shift}));
    }

    /**
     * The two columns 1 − p and p with p = σ(z), which scikit-learn's converter writes for two classes: they are the
     * softmax of the logits 0 and z, so they become a layer with two outputs and a softmax, exactly.
     */
    private static @Nullable List<Step> pair(Expression expression, List<@Nullable Polynomial> forms) {
        boolean possible = expression.in() == 1
                && expression.operations().getLast() instanceof Operation.Columns columns
                && columns.width() == 2;
        if (!possible) return null;
        Operation.Columns columns = (Operation.Columns) expression.operations().getLast();
        Polynomial first = forms.get(columns.lines()[0]), second = forms.get(columns.lines()[1]);
        boolean rising = isComplement(first) && isSigmoid(second), falling = isSigmoid(first) && isComplement(second);
        if (!rising && !falling) return null;
        float[] weights = rising ? new float[] {0, 1} : new float[] {1, 0};
        return List.of(new Step.Linear(1, 2, weights, new double[2]), new Step.Softmax(false));
    }

    private static boolean isSigmoid(@Nullable Polynomial form) {
        return Activation.SIGMOID.equals(KnownFunctions.ACTIVATIONS.match(form));
    }

    private static boolean isComplement(@Nullable Polynomial form) {
        return KnownFunctions.COMPLEMENT.match(form) != null;
    }
}

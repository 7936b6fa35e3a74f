package dev.nn.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Expressions compute what their operators say, and their gradients are what differences of values say. */
class ExpressionTest {
    private static final int IN = 5;

    private static float[] compute(Expression expression, float... x) {
        float[] values = new float[expression.registers() + 3], y = new float[expression.out()];
        expression.compute(x, 0, values, 3);
        System.arraycopy(values, expression.resultAt(3), y, 0, y.length);
        return y;
    }

    /** An operator on functions of x that stay where it is smooth. */
    private static Expression of(Operator operator) {
        ExpressionBuilder b = new ExpressionBuilder(IN);
        int x = b.input(), square = b.apply(Operator.MUL, x, x);
        int positive = b.apply(Operator.ADD, square, b.constant(1.5f, 0.75f, 2, 3, 0.5f));
        // Far from 0, which some divide by.
        int far = b.apply(Operator.ADD, b.apply(Operator.MUL, x, b.number(0.4)), b.number(4));
        int[] arguments = {positive, far, b.reduce(Operation.Kind.MEAN, square)};
        if (operator == Operator.WHERE) arguments[0] = b.apply(Operator.GREATER, x, b.number(0.1));
        return b.build(b.apply(operator, java.util.Arrays.copyOf(arguments, operator.arity())));
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void operatorsAndTheirGradients(Operator operator) {
        Expression expression = of(operator);
        Random random = new Random(operator.text().hashCode());
        for (int trial = 0; trial < 20; trial++) {
            float[] x = new float[IN], upper = new float[IN];
            double[] exact = new double[IN];
            for (int j = 0; j < IN; j++) {
                x[j] = (float) random.nextGaussian();
                exact[j] = x[j];
                upper[j] = (float) random.nextGaussian();
            }
            double[] expected = expression.apply(exact);
            float[] y = compute(expression, x);
            for (int j = 0; j < IN; j++) {
                assertThat((double) y[j]).isCloseTo(expected[j], within(1e-5 * Math.max(1, Math.abs(expected[j]))));
            }
            // Its derivative is not that of the steps.
            boolean rounds = operator == Operator.FLOAT16 || operator == Operator.BFLOAT16;
            if (!rounds) assertGradient(expression, x, exact, upper);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FLOAT16, 1.00048828125, 1",
        "FLOAT16, 1.00146484375, 1.001953125",
        "FLOAT16, 65519, 65504",
        "FLOAT16, -65520, -Infinity",
        "FLOAT16, 8.940697e-8, 1.1920929e-7",
        "FLOAT16, -1e-9, -0.0",
        "FLOAT16, NaN, NaN",
        "BFLOAT16, 1.00390625, 1",
        "BFLOAT16, 1.01171875, 1.015625",
        "BFLOAT16, 3.4e38, Infinity",
        "BFLOAT16, NaN, NaN"
    })
    void roundingToShorterFloats(Operator operator, float value, float expected) {
        ExpressionBuilder b = new ExpressionBuilder(1);
        Expression expression = b.build(b.apply(operator, b.input()));
        float[] x = {value}, values = new float[expression.registers()], gradients = new float[values.length];
        assertThat(compute(expression, x)).containsExactly(expected);
        assertThat(expression.apply(new double[] {value})).containsExactly(expected);
        expression.compute(x, 0, values, 0);
        gradients[expression.resultAt(0)] = 2;
        expression.differentiate(values, 0, gradients);
        assertThat(gradients[0]).isEqualTo(2);
    }

    private static void assertGradient(Expression expression, float[] x, double[] exact, float[] upper) {
        float[] values = new float[expression.registers()], gradients = new float[values.length];
        expression.compute(x, 0, values, 0);
        System.arraycopy(upper, 0, gradients, expression.resultAt(0), upper.length);
        expression.differentiate(values, 0, gradients);
        double h = 1e-6;
        for (int j = 0; j < exact.length; j++) {
            double[] right = exact.clone(), left = exact.clone();
            right[j] += h;
            left[j] -= h;
            double[] above = expression.apply(right), below = expression.apply(left);
            double quotient = 0;
            for (int k = 0; k < upper.length; k++) quotient += upper[k] * (above[k] - below[k]) / (2 * h);
            assertThat((double) gradients[j])
                    .as("%s by x%d", expression, j)
                    .isCloseTo(quotient, within(2e-3 * Math.max(1, Math.abs(quotient))));
        }
    }

    @Test
    void reductionsAndColumns() {
        ExpressionBuilder b = new ExpressionBuilder(4);
        int x = b.input();
        int scaled = b.apply(Operator.SUB, x, b.reduce(Operation.Kind.MAX, x));
        int sum = b.reduce(Operation.Kind.SUM, scaled), min = b.reduce(Operation.Kind.MIN, x);
        int chosen = b.columns(new int[] {scaled, sum, min, x}, new int[] {3, 0, 0, 1});
        Expression expression = b.build(chosen);
        assertThat(compute(expression, 1, 5, -2, 3)).containsExactly(-2, -13, -2, 5);
        assertGradient(expression, new float[] {1, 5, -2, 3}, new double[] {1, 5, -2, 3}, new float[] {1, 2, 3, 4});
        assertThat(b.columns(x, 0, 1, 2, 3)).isEqualTo(x);
    }

    /** Columns of chosen columns are those of the line itself, and all of them in order are that line. */
    @Test
    void columnsOfColumns() {
        ExpressionBuilder b = new ExpressionBuilder(4);
        int x = b.input(), left = b.columns(x, 0, 1), right = b.columns(x, 3, 2);
        assertThat(b.columns(new int[] {left, left, right, right}, new int[] {0, 1, 1, 0}))
                .isEqualTo(x);
        int turned = b.columns(new int[] {right, left}, new int[] {0, 1});
        assertThat(b.build(turned).operations()).hasSize(2);
        assertThat(compute(b.build(turned), 1, 5, -2, 3)).containsExactly(3, 5);
    }

    /** A branch that isn't taken adds nothing to the gradient, even where its own derivative is infinite. */
    @Test
    void branchesNotTakenDontDisturb() {
        ExpressionBuilder b = new ExpressionBuilder(1);
        int x = b.input();
        Expression expression = b.build(
                b.apply(Operator.WHERE, b.apply(Operator.GREATER, x, b.number(0)), x, b.apply(Operator.SQRT, x)));
        float[] values = new float[expression.registers()], gradients = new float[values.length];
        expression.compute(new float[] {1}, 0, values, 0);
        gradients[expression.resultAt(0)] = 1;
        expression.differentiate(values, 0, gradients);
        assertThat(gradients[0]).isEqualTo(1);
    }

    @Test
    void extremeValuesAreThoseOfFloats() {
        ExpressionBuilder b = new ExpressionBuilder(1);
        int x = b.input();
        Expression magic =
                b.build(b.apply(Operator.SUB, b.apply(Operator.ADD, x, b.number(12_582_912)), b.number(12_582_912)));
        assertThat(compute(magic, 2.4f)).containsExactly(2);
        Expression exp = b.build(b.apply(Operator.EXP, x));
        assertThat(compute(exp, 100)).containsExactly(Float.POSITIVE_INFINITY);
        assertThat(compute(exp, Float.NEGATIVE_INFINITY)).containsExactly(0);
        assertThat(compute(exp, Float.NaN)).containsExactly(Float.NaN);
        Expression erf = b.build(b.apply(Operator.ERF, x));
        assertThat(compute(erf, Float.NEGATIVE_INFINITY)).containsExactly(-1);
        assertThat(compute(erf, Float.NaN)).containsExactly(Float.NaN);
    }

    @Test
    void constantsAreComputedAtOnceAndWhatIsNotNeededIsLeftOut() {
        ExpressionBuilder b = new ExpressionBuilder(3);
        int x = b.input();
        b.apply(Operator.EXP, x);
        int number = b.apply(Operator.SQRT, b.number(4));
        Expression expression = b.build(b.apply(Operator.MUL, x, number));
        assertThat(expression).hasToString("x * 2");
        assertThat(expression.operations()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Operator.class)
    void textIsReadBack(Operator operator) {
        Expression expression = of(operator);
        Expression read = Expression.parse(expression.lines(), 1000);
        assertThat(read.lines()).isEqualTo(expression.lines());
        float[] x = {0.3f, -1, 2, 0.01f, -0.2f};
        assertThat(compute(read, x)).isEqualTo(compute(expression, x));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            constant 1 3         | must be the first line
            input 0              | 1 to 100 values
            input 5;max 0 1      | Index 1
            input 5;maximum 0 0  | unknown operator 'maximum'
            input 5;max 0        | 2 operands
            input 5;constant 4 1 2 | 1 or 4 values
            input 5;constant 4 1;max 0 1 | of one width
            input 5;columns 0:5  | no column 0:5
            input 5;columns 0    | line 1
            input 5;row-median 0 | line 1
            input 5;exp x        | "x"
            input 90;exp 0       | 1 to 100 values
            """)
    void textThatIsWrongIsNamed(String lines, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Expression.parse(List.of(lines.strip().split(";", -1)), 100))
                .withMessageContaining(message);
    }

    @Test
    void widthsAndOperandsMustFit() {
        ExpressionBuilder b = new ExpressionBuilder(3);
        assertThatIllegalArgumentException().isThrownBy(() -> b.apply(Operator.ADD, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> b.apply(Operator.ADD, 0, b.constant(1, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> b.columns(0, 3));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExpressionBuilder(0));
    }
}

package dev.nn.examples.lesson.fit;

import dev.nn.examples.data.MassPeak;
import java.util.Arrays;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;

/**
 * A physicist's fit: the parameters of a density at the minimum of −ln likelihood over all events, with their errors.
 *
 * <p>The minimum is found by BOBYQA (Powell, 2009, in Hipparchus), which like Minuit needs nothing but values. The errors
 * are the roots of the diagonal of the inverse Hessian, which automatic differentiation gives exactly.
 *
 * @param parameters f, μ, σ, λ at the minimum
 * @param errors of each, one standard deviation
 * @param minimum −ln likelihood there
 * @param evaluations of the likelihood, each over all events
 */
record LikelihoodFit(double[] parameters, double[] errors, double minimum, int evaluations) {
    private static final double[] LOWEST = {0.01, 1, 0.1, 0.01};
    private static final double[] HIGHEST = {0.99, 9, 2, 2};
    private static final int MOST_EVALUATIONS = 5000;

    /** Interpolation points of BOBYQA's quadratic model: all it takes for four parameters, (n + 1)(n + 2)/2. */
    private static final int POINTS = 15;

    /** Fits from some start. */
    static LikelihoodFit of(double[] events, double... start) {
        // @start region="fit"
        BOBYQAOptimizer optimizer = new BOBYQAOptimizer(POINTS, 0.1, 1e-6);
        PointValuePair best = optimizer.optimize(
                new ObjectiveFunction(p -> negativeLogLikelihood(events, p)),
                GoalType.MINIMIZE,
                new InitialGuess(start),
                new SimpleBounds(LOWEST, HIGHEST),
                new MaxEval(MOST_EVALUATIONS));
        // @end
        RealMatrix covariance = MatrixUtils.inverse(MatrixUtils.createRealMatrix(hessian(events, best.getPoint())));
        double[] errors = new double[start.length];
        for (int i = 0; i < errors.length; i++) errors[i] = Math.sqrt(covariance.getEntry(i, i));
        return new LikelihoodFit(best.getPoint(), errors, best.getValue(), optimizer.getEvaluations());
    }

    /** The fitted density. */
    MassPeak peak() {
        return new MassPeak(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    /** −Σ ln p(x) over all events. */
    static double negativeLogLikelihood(double[] events, double... p) {
        MassPeak peak = new MassPeak(p[0], p[1], p[2], p[3]);
        return -Arrays.stream(events).map(x -> Math.log(peak.density(x))).sum();
    }

    /** Its second derivatives: the same formula on numbers that carry their derivatives along. */
    private static double[][] hessian(double[] events, double[] p) {
        DSFactory factory = new DSFactory(p.length, 2);
        DerivativeStructure f = factory.variable(0, p[0]), mean = factory.variable(1, p[1]);
        DerivativeStructure width = factory.variable(2, p[2]), slope = factory.variable(3, p[3]);
        DerivativeStructure height = f.divide(width.multiply(Math.sqrt(2 * Math.PI)));
        DerivativeStructure rest = f.negate()
                .add(1)
                .multiply(slope)
                .divide(slope.multiply(-MassPeak.END).expm1().negate());
        DerivativeStructure sum = factory.constant(0);
        for (double x : events) {
            DerivativeStructure t = mean.negate().add(x).divide(width);
            DerivativeStructure signal =
                    height.multiply(t.multiply(t).multiply(-0.5).exp());
            sum = sum.subtract(
                    signal.add(rest.multiply(slope.multiply(-x).exp())).log());
        }
        double[][] hessian = new double[p.length][p.length];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                int[] orders = new int[p.length];
                orders[i]++;
                orders[j]++;
                hessian[i][j] = sum.getPartialDerivative(orders);
            }
        }
        return hessian;
    }
}

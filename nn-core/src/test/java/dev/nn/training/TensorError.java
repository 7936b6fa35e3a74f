package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far a tensor w is from PyTorch's w′.
 *
 * <p>Two float32 programs that do the same differ by rounding, so the errors are relative, in two ways:
 *
 * <ul>
 *   <li>as a whole, ‖w − w′‖₂ / ‖w′‖₂;
 *   <li>by the element, |w − w′| / max(|w′|, s) with s the root mean square of w′. The floor is needed because a small
 *       element may be the difference of large ones, and has their rounding errors; s, because the step that leaves it
 *       small adds up terms of that size.
 * </ul>
 */
final class TensorError {
    private TensorError() {}

    static void assertClose(String what, double[] w, double[] torch, double tolerance) {
        assertThat(relative(w, torch)).as(what).isLessThan(tolerance);
        double floor = norm(torch) / Math.sqrt(torch.length);
        for (int i = 0; i < w.length; i++) {
            assertThat(Math.abs(w[i] - torch[i]) / Math.max(Math.abs(torch[i]), floor))
                    .as("%s[%d]: %s, PyTorch %s", what, i, w[i], torch[i])
                    .isLessThan(tolerance);
        }
    }

    /** As a whole. */
    static double relative(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < a.length; i++) difference[i] = a[i] - b[i];
        return norm(difference) / norm(b);
    }

    private static double norm(double[] a) {
        double sum = 0;
        for (double x : a) sum += x * x;
        return Math.sqrt(sum);
    }
}

package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link Concat} layer that has not been placed yet. */
record ConcatPlan(List<List<LayerPlan>> branches) implements LayerPlan {
    @Override
    public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
        boolean empty = true;
        for (List<LayerPlan> branch : branches) empty &= branch.isEmpty();
        if (empty || branches.size() < 2) {
            throw new IllegalArgumentException(
                    "layer %d (concat): at least two branches are needed, one of them with layers".formatted(number));
        }
        @Nullable RowShape all = null;
        for (int i = 0; i < branches.size(); i++) {
            RowShape own;
            try {
                own = ResidualPlan.shape(branches.get(i), in, kernels, places);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "layer %d (concat), branch %d, its %s".formatted(number, i + 1, e.getMessage()), e);
            }
            if (all == null) all = own;
            else all = joined(number, all, own);
        }
        return Objects.requireNonNull(all);
    }

    private static RowShape joined(int number, RowShape a, RowShape b) {
        if (a.isImage() == b.isImage() && a.height() == b.height() && a.width() == b.width()) {
            try {
                return new RowShape(a.height(), a.width(), Math.addExact(a.channels(), b.channels()), a.isImage());
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("layer %d (concat): too many values".formatted(number), e);
            }
        }
        throw new IllegalArgumentException(
                "layer %d (concat): %s and %s don't stand side by side: give all branches one".formatted(number, a, b)
                        + " height and width, or flatten them");
    }

    @Override
    public Layer place(RowShape in, DenseKernels kernels, Places places) {
        List<List<Layer>> placed = new ArrayList<>();
        for (List<LayerPlan> branch : branches) placed.add(ResidualPlan.place(branch, in, kernels, places));
        RowShape first = ResidualPlan.shape(branches.getFirst(), in, kernels, new Places());
        return new Concat(placed, first.height() * first.width());
    }
}

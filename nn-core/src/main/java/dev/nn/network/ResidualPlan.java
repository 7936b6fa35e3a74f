package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import java.util.ArrayList;
import java.util.List;

/** A {@link Residual} connection that has not been placed yet. */
record ResidualPlan(List<LayerPlan> branch, List<LayerPlan> shortcut) implements LayerPlan {
    @Override
    public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
        if (branch.isEmpty()) {
            throw new IllegalArgumentException("layer %d (add): the branch needs at least one layer".formatted(number));
        }
        RowShape main, side;
        try {
            main = shape(branch, in, kernels, places);
            side = shape(shortcut, in, kernels, places);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("layer %d (add), its %s".formatted(number, e.getMessage()), e);
        }
        if (main.equals(side)) return main;
        throw new IllegalArgumentException("layer %d (add): the branch gives %s, the shortcut %s: give the shortcut a"
                        .formatted(number, main, side)
                + " convolution 1×1 with the stride and filters that make them equal");
    }

    /** The shape behind layers one after the other. */
    static RowShape shape(List<LayerPlan> plans, RowShape in, DenseKernels kernels, Places places) {
        RowShape shape = in;
        int number = 0;
        for (LayerPlan plan : plans) shape = plan.out(++number, shape, kernels, places);
        return shape;
    }

    @Override
    public Layer place(RowShape in, DenseKernels kernels, Places places) {
        return new Residual(place(branch, in, kernels, places), place(shortcut, in, kernels, places));
    }

    /** Layers one after the other. */
    static List<Layer> place(List<LayerPlan> plans, RowShape in, DenseKernels kernels, Places places) {
        List<Layer> layers = new ArrayList<>();
        // Shapes once more: that of the next layer's rows.
        Places again = new Places();
        RowShape shape = in;
        int number = 0;
        for (LayerPlan plan : plans) {
            layers.add(plan.place(shape, kernels, places));
            shape = plan.out(++number, shape, kernels, again);
        }
        return layers;
    }
}

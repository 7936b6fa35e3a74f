package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import java.util.Objects;

/** An {@link OwnLayer} that has not been placed yet. */
record OwnPlan(RowFunction function) implements LayerPlan {
    OwnPlan {
        String name = Objects.requireNonNull(function, "function").name();
        if (Objects.requireNonNullElse(name, "").isBlank()) {
            throw new IllegalArgumentException("a layer of your own needs a name, by which files know it");
        }
    }

    @Override
    public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
        int out, parameters;
        try {
            out = function.out(in.size());
            parameters = function.parameters(in.size());
        } catch (IllegalArgumentException e) {
            throw LayerPlan.wrong(number, e);
        }
        if (out < 1 || parameters < 0) {
            throw new IllegalArgumentException(
                    "layer %d (%s): of %d values it makes %d, with %d parameters; expected at least 1 and 0"
                            .formatted(number, function.name(), in.size(), out, parameters));
        }
        places.count(parameters);
        return out == in.size() ? in : RowShape.flat(out);
    }

    @Override
    public Layer place(RowShape in, DenseKernels kernels, Places places) {
        return new OwnLayer(function, in.size(), kernels, places.array(), places.take(function.parameters(in.size())));
    }
}

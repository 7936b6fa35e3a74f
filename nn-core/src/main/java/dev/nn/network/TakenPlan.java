package dev.nn.network;

import dev.nn.kernel.DenseKernels;

/**
 * A layer that is taken from another network with its parameters.
 *
 * @param plan of the layer
 * @param source the layer there
 * @param parameters of that network as they were, in its layout
 */
record TakenPlan(LayerPlan plan, Layer source, float[] parameters) implements LayerPlan {
    @Override
    public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
        if (in.size() == source.in()) return plan.out(number, in, kernels, places);
        throw new IllegalArgumentException("layer %d (%s), taken from another network, has %d inputs and gets %d values"
                .formatted(number, source.describe(), source.in(), in.size()));
    }

    @Override
    public Layer place(RowShape in, DenseKernels kernels, Places places) {
        Layer layer = plan.place(in, kernels, places);
        copy(source, layer, places.array());
        return layer;
    }

    @Override
    public boolean flattens() {
        return plan.flattens();
    }

    /** Parameters, and what layers remember, from one layer to another of the same kind. */
    private void copy(Layer from, Layer to, float[] array) {
        for (int part = 0; part < from.parts().size(); part++) {
            copy(from.parts().get(part), to.parts().get(part), array);
        }
        if (!from.parts().isEmpty()) return;
        float[] values = new float[from.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = parameters[from.parameterIndex(i)];
        to.setParameters(array, values);
        if (from instanceof BatchNorm norm && to instanceof BatchNorm taken) {
            System.arraycopy(parameters, norm.state(), array, taken.state(), BatchNorm.stateSize(norm.channels()));
        }
    }
}

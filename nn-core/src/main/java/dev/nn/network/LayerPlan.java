package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.expression.Expression;
import dev.nn.guard.Memory;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.WeightLayout;
import org.jspecify.annotations.Nullable;

/** A layer that has not been placed yet: it becomes one when the shape of its rows and the kernels are known. */
interface LayerPlan {
    /**
     * The shape of what comes out, and the memory that the parameters take, if there can be such a layer.
     *
     * @param number of the layer, from 1, for messages
     * @throws IllegalArgumentException naming the layer and what doesn't fit
     */
    RowShape out(int number, RowShape in, DenseKernels kernels, Places places);

    /**
     * The layer. No lambda and no switch over types here or where it is called: a quick start comes by, and the first of a
     * JVM take tens of milliseconds.
     */
    Layer place(RowShape in, DenseKernels kernels, Places places);

    /** Whether the values of a row have no places in an image any more behind this layer, whatever they had before. */
    default boolean flattens() {
        return false;
    }

    /** The same layer with an activation, if it can have one and has none yet; null for most. */
    default @Nullable LayerPlan with(Activation activation) {
        return null;
    }

    /** The message of an exception, with the layer in front. */
    static IllegalArgumentException wrong(int number, IllegalArgumentException cause) {
        return new IllegalArgumentException("layer %d: %s".formatted(number, cause.getMessage()), cause);
    }

    /** A {@link Dense} layer. */
    record DensePlan(int out, Activation activation) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            requirePossible(number, in.size());
            places.count(kernels.weightLayout(in.size(), out));
            return RowShape.flat(out);
        }

        /** Checks that the weights fit into an array, in the layout of whatever kernels. */
        private void requirePossible(int number, int in) {
            long weights = Math.max((long) in * Places.align(out), Places.align(in) * out);
            if (weights <= Memory.LARGEST_ARRAY) return;
            throw new IllegalArgumentException(Memory.tooLong(
                    (long) in * out, "layer %d (%s)".formatted(number, Dense.describe(in, out, activation))));
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new Dense(kernels, places.take(kernels.weightLayout(in.size(), out)), activation);
        }

        @Override
        public boolean flattens() {
            return true;
        }

        @Override
        public @Nullable LayerPlan with(Activation next) {
            return activation.equals(Activation.IDENTITY) ? new DensePlan(out, next) : null;
        }
    }

    /** {@link Dropout} of values, or of whole channels. */
    record DropoutPlan(double rate, boolean spatial) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            if (spatial) in.requireImage(number, "spatial dropout");
            return in;
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new Dropout(in.size(), rate, spatial ? in.channels() : in.size());
        }
    }

    /** A {@link Softmax}. */
    record SoftmaxPlan(boolean log) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            return in;
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new Softmax(in.size(), log);
        }
    }

    /** A {@link Formula}. */
    record FormulaPlan(Expression expression) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            if (expression.in() != in.size()) {
                throw new IllegalArgumentException(
                        "a formula of %d values follows a layer of %d".formatted(expression.in(), in.size()));
            }
            return expression.out() == in.size() ? in : RowShape.flat(expression.out());
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new Formula(expression);
        }
    }

    /** An {@link ActivationLayer}. */
    record ActivationPlan(Activation activation) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            return in;
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new ActivationLayer(in.size(), activation);
        }
    }

    /** A {@link Flatten}. */
    record FlattenPlan() implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            return RowShape.flat(in.size());
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new Flatten(in.image());
        }

        @Override
        public boolean flattens() {
            return true;
        }
    }

    /** A {@link ChannelOrder}. */
    record ChannelOrderPlan(boolean isToLast) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            in.requireImage(number, "channels " + (isToLast ? "last" : "first"));
            return in;
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new ChannelOrder(in.image(), isToLast);
        }
    }

    /** A {@link BatchNorm}. */
    record BatchNormPlan(double epsilon, double momentum) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            places.count(WeightLayout.rowMajor(1, in.channels()));
            places.countState(BatchNorm.stateSize(in.channels()));
            return in;
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            Affine parameters = places.take(WeightLayout.rowMajor(1, in.channels()));
            int state = places.takeState(BatchNorm.stateSize(in.channels()));
            BatchNorm layer = new BatchNorm(kernels, in.height() * in.width(), parameters, state, epsilon, momentum);
            layer.forget();
            return layer;
        }
    }

    /** A {@link LayerNorm}. */
    record LayerNormPlan(double epsilon) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            places.count(WeightLayout.rowMajor(1, in.size()));
            return in;
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new LayerNorm(kernels, places.take(WeightLayout.rowMajor(1, in.size())), epsilon);
        }
    }
}

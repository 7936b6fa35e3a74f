package dev.nn.format.onnx.image;

import dev.nn.network.BatchNorm;
import dev.nn.network.Layer;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Something that a graph does to images: a layer to be, with its parameters if it has any. */
interface Part {
    /** Adds the layer. */
    NetworkBuilder add(NetworkBuilder to);

    /** The parameters of the layer and of the layers in it, in the order of the layers. */
    default List<Parameters> parameters() {
        return List.of();
    }

    /** A part without parameters. */
    record Plain(Adding adding) implements Part {
        @Override
        public NetworkBuilder add(NetworkBuilder to) {
            return adding.add(to);
        }
    }

    /** A part with parameters. */
    record Trained(Adding adding, Parameters own) implements Part {
        @Override
        public NetworkBuilder add(NetworkBuilder to) {
            return adding.add(to);
        }

        @Override
        public List<Parameters> parameters() {
            return List.of(own);
        }
    }

    /** Several layers, with the parameters of those that have any. */
    record Several(Adding adding, List<Parameters> parameters) implements Part {
        @Override
        public NetworkBuilder add(NetworkBuilder to) {
            return adding.add(to);
        }
    }

    /** The sum of two branches. */
    record Sum(List<Part> branch, List<Part> shortcut) implements Part {
        @Override
        public NetworkBuilder add(NetworkBuilder to) {
            return to.add(builder -> addAll(branch, builder), builder -> addAll(shortcut, builder));
        }

        @Override
        public List<Parameters> parameters() {
            List<Parameters> all = new ArrayList<>(Part.parametersOf(branch));
            all.addAll(Part.parametersOf(shortcut));
            return all;
        }
    }

    /** Branches whose channels stand side by side. */
    record Concat(List<List<Part>> branches) implements Part {
        @Override
        public NetworkBuilder add(NetworkBuilder to) {
            List<UnaryOperator<NetworkBuilder>> layers = new ArrayList<>();
            for (List<Part> branch : branches) layers.add(builder -> addAll(branch, builder));
            return to.concat(layers);
        }

        @Override
        public List<Parameters> parameters() {
            return branches.stream()
                    .flatMap(branch -> Part.parametersOf(branch).stream())
                    .toList();
        }
    }

    /** What adds a layer. */
    @FunctionalInterface
    interface Adding {
        NetworkBuilder add(NetworkBuilder to);
    }

    /** Adds all layers. */
    static NetworkBuilder addAll(List<Part> parts, NetworkBuilder to) {
        NetworkBuilder builder = to;
        for (Part part : parts) builder = part.add(builder);
        return builder;
    }

    /** The parameters of all layers. */
    static List<Parameters> parametersOf(List<Part> parts) {
        return parts.stream().flatMap(part -> part.parameters().stream()).toList();
    }

    /**
     * The values of a layer's parameters.
     *
     * @param values in the order of files: weights, then bias
     * @param means what batch normalisation remembers; empty for other layers
     * @param variances as many
     */
    record Parameters(float[] values, float[] means, float[] variances) {
        Parameters(float[] values) {
            this(values, new float[0], new float[0]);
        }

        /** Puts them into a network's array. */
        void set(Layer layer, float[] array) {
            layer.setParameters(array, values);
            if (!(layer instanceof BatchNorm norm)) return;
            for (int c = 0; c < means.length; c++) {
                array[norm.mean(c)] = means[c];
                array[norm.variance(c)] = variances[c];
            }
        }
    }
}

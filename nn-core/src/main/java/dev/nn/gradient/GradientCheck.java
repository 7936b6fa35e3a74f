package dev.nn.gradient;

import dev.nn.network.Dense;
import dev.nn.network.Layer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link GradientChecker} found: the largest error of each layer that has parameters. As text it is a table.
 *
 * @param layers in the order of the network
 */
public record GradientCheck(List<LayerError> layers) {
    private static final String HEADER = "%-5s %-28s %13s %12s %-12s %14s %14s%n"
            .formatted("layer", "", "checked", "max error", "at", "gradient", "quotient");

    public GradientCheck {
        layers = List.copyOf(layers);
    }

    /**
     * The worst parameter of a layer.
     *
     * @param number of the layer in the network, from 0
     * @param layer itself
     * @param checked how many of its parameters were checked
     * @param index of the worst one in row-major order: weights, then bias
     * @param analytic its gradient as the network computed it
     * @param numeric its difference quotient
     * @param relativeError of the one against the other; infinite if either is NaN
     */
    public record LayerError(
            int number, Layer layer, int checked, int index, double analytic, double numeric, double relativeError) {

        /** The worst parameter's name: W[i][j] or b[j] for a dense layer. */
        public String parameter() {
            int out = layer.out(), weights = layer.in() * out;
            if (!(layer instanceof Dense)) return "[%d]".formatted(index);
            return index < weights
                    ? "W[%d][%d]".formatted(index / out, index % out)
                    : "b[%d]".formatted(index - weights);
        }

        @Override
        public String toString() {
            String share = "%d/%d".formatted(checked, layer.parameterCount());
            return String.format(
                    Locale.ROOT,
                    "%-5d %-28s %13s %12.2e %-12s %14.6e %14.6e",
                    number,
                    layer.describe(),
                    share,
                    relativeError,
                    parameter(),
                    analytic,
                    numeric);
        }
    }

    /** The largest error of all; 0 if nothing has parameters. */
    public double maxRelativeError() {
        return layers.stream().mapToDouble(LayerError::relativeError).max().orElse(0);
    }

    /** Where the largest error is. */
    public LayerError worst() {
        return layers.stream()
                .max(Comparator.comparingDouble(LayerError::relativeError))
                .orElseThrow(() -> new IllegalStateException("no layer has parameters"));
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(HEADER);
        for (LayerError error : layers) table.append(error).append(System.lineSeparator());
        return table.toString();
    }
}

package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import java.util.List;

/**
 * A change of the order in which the values of images stand: from channels first, as other libraries have them, to channels
 * last, as all layers here have them; or back. For networks whose rows are as somebody else's file says.
 *
 * @param image what comes in and out
 * @param isToLast whether the channels are first before and last behind, or the other way round
 */
public record ChannelOrder(ImageShape image, boolean isToLast) implements ParameterFree {
    @Override
    public int in() {
        return image.size();
    }

    @Override
    public int out() {
        return image.size();
    }

    @Override
    public String describe() {
        return "%s to channels %s".formatted(image, isToLast ? "last" : "first");
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            if (isToLast) y[image.fromChannelsFirst(i)] = x[i];
            else y[i] = x[image.fromChannelsFirst(i)];
        }
        return y;
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return operation().pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return operation().frozen();
    }

    private RowOperation operation() {
        return new RowOperation(
                this,
                in(),
                (from, to, x, y) -> reorder(from, to, x, y, isToLast),
                (from, to, x, y, dy, dx) -> reorder(from, to, dy, dx, !isToLast));
    }

    private void reorder(int fromRow, int toRow, Rows x, Rows y, boolean toLast) {
        int pixels = image.pixels(), channels = image.channels();
        for (int r = fromRow; r < toRow; r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            for (int p = 0; p < pixels; p++) {
                for (int c = 0; c < channels; c++) {
                    int first = c * pixels + p, last = p * channels + c;
                    y.data()[yr + (toLast ? last : first)] = x.data()[xr + (toLast ? first : last)];
                }
            }
        }
    }
}

package dev.nn.examples.mnist;

import dev.nn.data.ImageDataset;
import dev.nn.examples.plot.Canvas;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.ImageGrid;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** The picture of the test images that the network got most wrong: those with the highest loss. */
public final class WorstMistakes {
    private static final int COLUMNS = 8;
    private static final int ROWS = 3;
    private static final int SIDE = 112;

    private WorstMistakes() {}

    public static Canvas draw(ImageDataset data, Predictions predictions) {
        List<Integer> mistakes = predictions.mistakes();
        List<Integer> worst = mistakes.subList(0, Math.min(COLUMNS * ROWS, mistakes.size()));
        String title = mistakes.isEmpty()
                ? "No mistakes on the test images"
                : String.format(Locale.ROOT, "The worst %d of %,d mistakes", worst.size(), mistakes.size());
        return new ImageGrid(title, COLUMNS, SIDE, 2, 0)
                .draw(worst.stream()
                        .map(image -> tile(data, predictions, image))
                        .toList());
    }

    private static ImageGrid.Tile tile(ImageDataset data, Predictions predictions, int image) {
        float[] pixels = new float[data.features()];
        data.copyFeatures(image, pixels, 0);
        BufferedImage picture = Pixels.image(pixels, data.columns(), data.rows(), ColorMap.GRAY);
        return new ImageGrid.Tile(
                picture,
                List.of(
                        "%d, read as %d"
                                .formatted(
                                        predictions.truth()[image], predictions.predicted()[image]),
                        String.format(
                                Locale.ROOT, "%.1f %% sure", 100 * predictions.probability()[image])));
    }
}

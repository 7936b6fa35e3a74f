package dev.nn.examples.lesson.digits;

import dev.nn.data.ImageDataset;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Pixels;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.Histogram;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The pictures of {@link Autoencoder}. */
final class AutoencoderPictures {
    private AutoencoderPictures() {}

    /** The first test image of each digit above its copy. */
    static Picture copies(ImageDataset test, float[] copies, int middle) {
        List<ImageGrid.Tile> tiles = new ArrayList<>();
        int n = test.features();
        for (boolean copy : new boolean[] {false, true}) {
            for (int digit = 0; digit < Digits.CLASSES; digit++) {
                int wanted = digit;
                int image = IntStream.range(0, test.size())
                        .filter(i -> test.label(i) == wanted)
                        .findFirst()
                        .orElseThrow();
                float[] pixels = new float[n];
                test.copyFeatures(image, pixels, 0);
                float[] shown = copy ? Arrays.copyOfRange(copies, image * n, (image + 1) * n) : pixels;
                String caption = copy ? "copy" : digit == Autoencoder.UNKNOWN ? "unknown" : "known";
                tiles.add(new ImageGrid.Tile(
                        Pixels.image(shown, test.columns(), test.rows(), ColorMap.GRAY), List.of(caption)));
            }
        }
        return new Picture(
                "copies",
                String.format(
                        Locale.ROOT,
                        "Test images and their copies; the network has never seen a %d.",
                        Autoencoder.UNKNOWN),
                new ImageGrid("Through %d numbers and back".formatted(middle), 10, 64, 1, 0).draw(tiles));
    }

    static Picture histogram(ImageDataset test, float[] scores) {
        Chart chart = new Chart("How badly images are copied", "mean squared error of a copy", "test images (count)");
        Histogram.of(of(test, scores, false), 0, 0.1, 50).addTo(chart, "known digits", Palette.BLUE);
        Histogram.of(of(test, scores, true), 0, 0.1, 50)
                .addTo(chart, "unknown digit (%d)".formatted(Autoencoder.UNKNOWN), Palette.VERMILION);
        return new Picture(
                "errors", "The errors of copies of known digits, and of the digit that it never saw.", chart.svg());
    }

    private static double[] of(ImageDataset test, float[] scores, boolean unknown) {
        return IntStream.range(0, scores.length)
                .filter(i -> (test.label(i) == Autoencoder.UNKNOWN) == unknown)
                .mapToDouble(i -> scores[i])
                .toArray();
    }
}

package dev.nn.examples.lesson.training;

import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

/** The pictures of lesson 10: a network beside the sine, and how its loss fell. */
final class SinePictures {
    private SinePictures() {}

    /** @param from first window, counted from the learnt one, which is 0; {@code to} is the one after the last */
    static Picture fits(String name, String title, Network network, int from, int to) {
        double[] x = SineRegression.grid(from * SineRegression.WINDOW, to * SineRegression.WINDOW);
        Chart chart = new Chart(
                title, new Axis("x (radians)", from * SineRegression.WINDOW, to * SineRegression.WINDOW), "y");
        chart.line(
                "sin x",
                x,
                IntStream.range(0, SineRegression.GRID)
                        .mapToDouble(i -> Math.sin(x[i]))
                        .toArray(),
                Palette.SOFT_INK);
        chart.line("network", x, SineRegression.predict(network, x), Palette.VERMILION);
        if (to - from > 1) {
            for (double edge : new double[] {0, SineRegression.WINDOW}) {
                String text = edge == 0 ? "learnt from here" : "to here";
                chart.dashed(
                        text, new double[] {edge, edge}, new double[] {-2, 2}, edge == 0 ? Palette.BLUE : Palette.SKY);
            }
        }
        return new Picture(name, title + ": the network and the sine.", chart.svg());
    }

    static Picture loss(String name, String title, History history, History quick, boolean logarithmic) {
        Chart chart = new Chart(title, "round", "loss ½ (y − sin x)²");
        curve(chart, "gradient descent", history, Palette.BLUE);
        curve(chart, "Adam", quick, Palette.VERMILION);
        if (logarithmic) chart.logY();
        String see = logarithmic
                ? "learning goes on long after the linear curve looks flat. Adam is fast, with spikes."
                : "most of it falls at once.";
        return new Picture(name, title + ": " + see, chart.svg());
    }

    private static void curve(Chart chart, String name, History history, Color color) {
        int every = Math.max(1, history.epochs().size() / 400);
        List<Epoch> some = history.epochs().stream()
                .filter(epoch -> epoch.number() % every == 1 % every)
                .toList();
        double[] x = some.stream().mapToDouble(Epoch::number).toArray(),
                y = some.stream().mapToDouble(Epoch::trainLoss).toArray();
        chart.thin(name, x, y, color);
    }
}

package dev.nn.examples.plot;

import java.awt.Color;

/** A continuous scale of colours for numbers from 0 to 1, linear between a few anchors (from ColorBrewer 2.0). */
public final class ColorMap {
    /** Black on white: ink on paper, for grey-level images. */
    public static final ColorMap GRAY = new ColorMap(0xffffff, 0x000000);

    /** Blue over white to red: for values around zero, which is white. */
    public static final ColorMap DIVERGING =
            new ColorMap(0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xf7f7f7, 0xf4a582, 0xd6604d, 0xb2182b, 0x67001f);

    /** White over orange to dark red: for amounts. */
    public static final ColorMap HEAT = new ColorMap(0xffffff, 0xfee8c8, 0xfdbb84, 0xfc8d59, 0xe34a33, 0xb30000);

    private final int[] anchors;

    private ColorMap(int... anchors) {
        this.anchors = anchors;
    }

    /** The colour of {@code value}; outside [0, 1] the nearest end's. */
    public Color at(double value) {
        double place = Math.clamp(value, 0, 1) * (anchors.length - 1);
        int below = Math.min((int) place, anchors.length - 2);
        return mix(new Color(anchors[below]), new Color(anchors[below + 1]), place - below);
    }

    private static Color mix(Color a, Color b, double share) {
        return new Color(
                mix(a.getRed(), b.getRed(), share),
                mix(a.getGreen(), b.getGreen(), share),
                mix(a.getBlue(), b.getBlue(), share));
    }

    private static int mix(int a, int b, double share) {
        return (int) Math.round(a + (b - a) * share);
    }
}

package dev.nn.examples.plot;

import java.awt.Color;
import java.awt.Font;
import java.util.List;

/**
 * The colours and fonts of every picture.
 *
 * <p>The colours of data are those of Okabe and Ito, Color universal design (2008), which people with any kind of colour
 * vision can tell apart.
 */
public final class Palette {
    public static final Color PAPER = Color.WHITE;
    public static final Color INK = new Color(0x22, 0x22, 0x22);
    public static final Color SOFT_INK = new Color(0x66, 0x66, 0x66);
    public static final Color GRID = new Color(0xe4, 0xe4, 0xe4);

    public static final Color BLUE = new Color(0x00, 0x72, 0xb2);
    public static final Color VERMILION = new Color(0xd5, 0x5e, 0x00);
    /** Vermilion dark enough for words on paper. */
    public static final Color VERMILION_INK = new Color(0xb3, 0x47, 0x00);

    public static final Color GREEN = new Color(0x00, 0x9e, 0x73);
    public static final Color ORANGE = new Color(0xe6, 0x9f, 0x00);
    public static final Color SKY = new Color(0x56, 0xb4, 0xe9);
    public static final Color PURPLE = new Color(0xcc, 0x79, 0xa7);

    public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);
    public static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    public static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    public static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    /** The least contrast of text to what lies behind it: WCAG 2.2, level AA. */
    private static final double READABLE = 4.5;

    private Palette() {}

    /** The colours of data in the order in which pictures use them. */
    public static List<Color> series() {
        return List.of(BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY, INK);
    }

    /** The colour of text on a ground of that colour, light or dark, so that it can be read. */
    public static Color inkOn(Color ground) {
        if (contrast(PAPER, ground) >= READABLE) return PAPER;
        return contrast(INK, ground) >= READABLE ? INK : Color.BLACK;
    }

    /** From 1 to 21, as WCAG defines it. */
    static double contrast(Color a, Color b) {
        double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    /** The colour, made lighter: 0 leaves it, 1 gives white. */
    public static Color lighter(Color color, double share) {
        return new Color(
                lighter(color.getRed(), share), lighter(color.getGreen(), share), lighter(color.getBlue(), share));
    }

    private static int lighter(int channel, double share) {
        return (int) Math.round(channel + (255 - channel) * share);
    }
}

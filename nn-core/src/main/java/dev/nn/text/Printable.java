package dev.nn.text;

/** Text from a file as it can stand in one line of a message, whatever a hostile file calls things. */
public final class Printable {
    private static final char INSTEAD = '?';

    private Printable() {}

    /**
     * The text with question marks for what doesn't print as itself: line breaks, escape characters and other controls,
     * marks that reverse the direction of writing or are invisible, halves of surrogate pairs.
     */
    public static String line(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) return text;
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> line.appendCodePoint(isPrinted(c) ? c : INSTEAD));
        return line.toString();
    }

    private static boolean isPrinted(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    /** The same of at most so many characters; an ellipsis stands for the rest. */
    public static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) return line(text);
        return line(text.substring(0, text.offsetByCodePoints(0, most))) + "…";
    }
}

package dev.nn.examples.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The terminal that the user looks at. */
final class Terminal {
    private static final int USUAL = 80;
    private static final int NARROWEST = 20;

    private Terminal() {}

    /** How many columns it has; 80 if it doesn't say. */
    static int columns() {
        int columns = number(System.getenv("COLUMNS"));
        if (columns == 0) columns = number(sttySize());
        return columns == 0 ? USUAL : Math.max(NARROWEST, columns);
    }

    /** The last number of a text, or 0. */
    static int number(@Nullable String text) {
        String digits = text == null ? "" : text.strip().replaceFirst(".*\\s", "");
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    }

    /** What the command says that every Unix has: rows and columns. */
    private static @Nullable String sttySize() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0 ? answer : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}

package dev.nn.bench;

import dev.nn.bench.jmh.JmhMain;
import java.util.Arrays;
import java.util.Locale;

/** The front door: {@code --jmh} first hands the rest of the arguments to JMH, everything else is the command's. */
public final class Main {
    private Main() {}

    static void main(String[] arguments) throws Exception {
        // Pictures are drawn into memory; without this, some systems would open a window server connection.
        System.setProperty("java.awt.headless", "true");
        // Numbers look the same whatever the system's language, JMH's as well.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        if (arguments.length > 0 && arguments[0].equals("--jmh")) {
            JmhMain.main(Arrays.copyOfRange(arguments, 1, arguments.length));
        } else {
            System.exit(BenchCommand.commandLine().execute(arguments));
        }
    }
}

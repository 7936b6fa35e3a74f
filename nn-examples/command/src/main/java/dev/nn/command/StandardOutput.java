package dev.nn.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Standard output that remembers what was lost: to a full disk, or because the reader of a pipe is gone. {@link
 * System#out} and {@link PrintWriter} keep silent about both.
 */
public final class StandardOutput extends OutputStream {
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private @Nullable IOException problem;

    /**
     * Executes a command line of the {@code nn} command, and says in one line if its output was lost or its memory was
     * not enough.
     *
     * @return the exit code
     */
    public static int execute(CommandLine command, String[] arguments) {
        // Texts are English, and files are for any reader: numbers look the same whatever the system's language.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        StandardOutput out = new StandardOutput();
        PrintWriter writer = new PrintWriter(out, true, System.out.charset());
        String name = command.getCommandName() + (arguments.length == 0 ? "" : " " + arguments[0]);
        int code;
        try {
            code = command.setOut(writer).execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println(name + ": " + outOfMemory());
            return CommandLine.ExitCode.SOFTWARE;
        }
        writer.flush();
        IOException problem = out.problem;
        if (code != CommandLine.ExitCode.OK || problem == null) return code;
        System.err.println(name + ": standard output: " + problem.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What to do about too little memory. */
    private static String outOfMemory() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20, gigabytes = Math.max(1, (2 * megabytes) >> 10);
        return String.format(
                Locale.ROOT, "out of memory, of %,d MB; NN_JAVA_OPTS=-Xmx%dg gives it more", megabytes, gigabytes);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            if (problem == null) problem = e;
            throw e;
        }
    }
}

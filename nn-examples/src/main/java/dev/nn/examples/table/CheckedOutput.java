package dev.nn.examples.table;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** A writer to a command's standard output that stops as soon as nobody takes what is written. */
final class CheckedOutput extends Writer {
    private final PrintWriter out;

    CheckedOutput(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        out.write(text, from, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    /** A {@link PrintWriter} keeps its exceptions to itself. */
    private void check() throws IOException {
        if (out.checkError())
            throw new IOException("standard output takes no more: its disk is full or its reader is gone");
    }

    @Override
    public void close() {}
}

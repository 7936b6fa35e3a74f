package dev.nn.examples.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The memory that a table takes, for whoever has too little.
 *
 * @param file with the table
 */
record Memory(Path file, CsvFormat format) {
    /** Rows whose length stands for all others'. */
    private static final int SAMPLE = 1_000;

    /** A cell as number and code, encoded, and what growing arrays take meanwhile. */
    private static final int BYTES_PER_CELL = 28;

    private static final long OTHERS = 200L << 20;

    /** Work that needs memory. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** Does the work; too little memory becomes an exception whose message says how much is needed, and the way there. */
    <T> T watch(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (OutOfMemoryError e) {
            IOException problem = new IOException(describe());
            problem.initCause(e);
            throw problem;
        }
    }

    private String describe() throws IOException {
        long rows, columns;
        try (CsvReader reader = CsvReader.open(file, format)) {
            columns = reader.columns().size();
            long read = 0, characters = 1;
            for (String[] cells = reader.next(); cells != null && read < SAMPLE; cells = reader.next()) {
                for (String cell : cells) characters += cell.length() + 1;
                read++;
            }
            rows = Files.size(file) * Math.max(1, read) / characters;
        }
        long has = Runtime.getRuntime().maxMemory(),
                needs = Math.max(2 * has, rows * columns * BYTES_PER_CELL + OTHERS);
        return String.format(
                Locale.ROOT,
                "out of memory: %s, about %,d rows of %,d columns, needs some %,d MB, the JVM may take %,d MB;"
                        + " NN_JAVA_OPTS=-Xmx%dg gives it more",
                file,
                rows,
                columns,
                needs >> 20,
                has >> 20,
                Math.ceilDiv(needs, 1L << 30));
    }
}

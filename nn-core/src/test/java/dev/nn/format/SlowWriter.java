package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process that writes a file and waits in the middle of it until its standard input says a line. */
final class SlowWriter {
    private SlowWriter() {}

    /** Starts one; on return it is in the middle. */
    static Process start(Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowWriter.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).isEqualTo("writing");
        return process;
    }

    /** Lets it write the rest. */
    static void finish(Process process) throws IOException, InterruptedException {
        process.outputWriter().append('\n').flush();
        assertThat(process.waitFor()).isZero();
    }

    public static void main(String[] args) throws IOException {
        AtomicFile.write(Path.of(args[0]), out -> {
            out.write("from another ".getBytes(StandardCharsets.UTF_8));
            out.flush();
            System.out.println("writing");
            if (System.in.read() < 0) throw new IOException("nobody waits for the rest");
            out.write("process".getBytes(StandardCharsets.UTF_8));
        });
    }
}

package dev.nn.consumers;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.example.Predict;

/** The program as it runs in the test's JVM. */
final class ThisJvm {
    private ThisJvm() {}

    /** Its outputs. */
    static synchronized List<Float> predict() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Predict.main(new String[0]);
        } finally {
            System.setOut(before);
        }
        return new Run(0, bytes.toString(StandardCharsets.UTF_8).lines().toList(), List.of()).outputs();
    }
}

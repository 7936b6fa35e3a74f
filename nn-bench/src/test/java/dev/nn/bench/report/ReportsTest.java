package dev.nn.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final String[] KEYS = {
        "work", "shape", "activation", "bits", "threads", "gflops", "shareOfPeak", "bytesPerOp", "spread", "who"
    };

    private final Results results = ExampleResults.results();

    /** The fields of each object in the array, as text; nested objects are left out. */
    private static List<Map<String, String>> read(byte[] json) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> row = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    if (parser.nextToken() == JsonToken.START_OBJECT) parser.skipChildren();
                    else row.put(name, parser.getText());
                }
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void jsonHasARowForEverythingWithAllKeys() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JsonReport(results).writeTo(out);
        List<Map<String, String>> rows = read(out.toByteArray());
        assertThat(rows).hasSize(5).allSatisfy(row -> assertThat(row).containsKeys(KEYS));
        assertThat(rows.get(0)).containsEntry("who", "peak").containsEntry("gflops", "100.0");
        assertThat(rows.get(1))
                .containsEntry("work", "forward")
                .containsEntry("shape", "100x100x50")
                .containsEntry("activation", "relu")
                .containsEntry("bits", "512")
                .containsEntry("threads", "1")
                .containsEntry("bytesPerOp", "8.0")
                .containsEntry("spread", "2.0")
                .containsEntry("who", "simd-512");
        assertThat(rows.get(2)).containsEntry("who", "openblas");
        assertThat(rows.get(3)).containsEntry("threads", "2");
        assertThat(rows.get(4)).containsEntry("work", "cold start").containsEntry("wallMillis", "310.0");
    }

    @Test
    void tableSaysWhatItMeasuredAndComparesWithTheBestPeer() {
        String table = String.join("\n", new Table(results).lines());
        assertThat(table)
                .contains("3 forks", "seeds 1, 2, 3", "FMA peak 100.0 GFLOP/s", "thread CPU time")
                .contains("1.00 x openblas", "40.0 %", "Cold start");
    }

    @Test
    void pictureIsWrittenAsPngAndSvg(@TempDir Path folder) throws IOException {
        Path png = new Roofline(results).write(folder.resolve("new"));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1200);
        assertThat(Files.readString(png.resolveSibling("bench-roofline.svg"))).contains("<svg", "<path");
        try (var files = Files.list(folder.resolve("new"))) {
            assertThat(files).hasSize(2); // and nothing temporary is left
        }
    }
}

package dev.nn.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.nn.command.Cpu;
import dev.nn.command.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
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
        assertThat(rows).hasSize(8).allSatisfy(row -> assertThat(row).containsKeys(KEYS));
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
        assertThat(rows.get(4)).containsEntry("work", "fma peak with a neighbour");
        assertThat(rows.get(5))
                .containsEntry("work", "backward with a neighbour")
                .containsEntry("who", "simd-512")
                .containsEntry("left", "0.5")
                .containsEntry("neighbourGigabytesPerSecond", "21.0");
        assertThat(rows.get(7)).containsEntry("work", "cold start").containsEntry("wallMillis", "310.0");
    }

    @Test
    void tableSaysWhatItMeasuredAndComparesWithTheBestPeer() {
        String table = String.join("\n", new Table(results).lines());
        assertThat(table)
                .contains("3 forks", "seeds 1, 2, 3", "FMA peak 100.0 GFLOP/s", "thread CPU time")
                .contains("1.00 x openblas", "40.0 %", "Cold start");
    }

    @Test
    void whatIsLeftBesideANeighbourIsInTableAndDocument() throws IOException {
        assertThat(new Table(results).lines())
                .anyMatch(line -> line.matches(
                        "backward +100x100x50 +relu +512 +simd-512" + " +25.00 +50.00 +50.0 % +50.0 % +21.0"));
        assertThat(cells(markdown(), "backward", "100x100x50", "relu", "512", "onednn"))
                .endsWith("30.00", "50.00", "60.0 %", "50.0 %", "20.0");
    }

    /** A selection of nothing but rows with a neighbour still says on what it was measured. */
    @Test
    void withoutOtherRowsLimitsAndConditionsStay() {
        Results alone = new Results(results.forks(), List.of(), results.company(), List.of());
        assertThat(String.join("\n", new Table(alone).lines())).contains("FMA peak 100.0 GFLOP/s", "With a neighbour");
    }

    /** Cells of the table's row that begins with these, in a document. */
    private static List<String> cells(String document, String... first) {
        String begin = "| " + String.join(" | ", first) + " |";
        String line = document.lines()
                .filter(each -> each.startsWith(begin))
                .findFirst()
                .orElseThrow();
        return List.of(line.substring(2, line.length() - 2).split(" \\| ", -1));
    }

    private String markdown(String... arguments) throws IOException {
        Machine machine = new Machine(
                "25.0.3", "Somebody", "a VM", "Linux", "amd64", new Cpu("A CPU", "family 1", List.of("fma")), 2, 1);
        ZonedDateTime start = ZonedDateTime.of(2026, 11, 26, 8, 10, 0, 0, ZoneOffset.UTC);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MarkdownReport(results, new Conditions("0123abc", start, machine, 0.25, List.of(arguments))).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void documentSaysUnderWhatItWasMeasured() throws IOException {
        String document = markdown("--json", "rows", "--only", "forward|step", "--quick", "--markdown=here.md");
        assertThat(document)
                .startsWith("# Measurements on A CPU (family 1)\n")
                .contains("\n./nn bench --only 'forward|step' --quick\n");
        assertThat(cells(document, "commit")).containsExactly("commit", "0123abc");
        assertThat(cells(document, "date")).contains("2026-11-26, 08:10 UTC");
        assertThat(cells(document, "processor")).contains("A CPU (family 1); 2 available to this JVM");
        assertThat(cells(document, "of its features")).contains("fma");
        assertThat(cells(document, "load before the run")).contains("0.25");
        assertThat(cells(document, "JDK")).contains("25.0.3, Somebody, a VM");
        assertThat(cells(document, "kernels")).contains("simd-512");
        assertThat(cells(document, "JVMs")).contains("3, seeds 1, 2, 3");
    }

    @Test
    void documentHasLimitsMeansRowsAndPeers() throws IOException {
        String document = markdown();
        assertThat(cells(document, "512"))
                .containsExactly("512", "100.0", "1.000", "1.50 × on 2", "200", "100", "50", "20");
        assertThat(cells(document, "forward relu, batch >= 8"))
                .containsExactly("forward relu, batch >= 8", "1", "40.0 %", "40.0 %", "40.0 %", "1.00 × openblas");
        assertThat(cells(document, "100x100x50", "relu", "1", "512", "simd-512"))
                .endsWith("40.0", "40.0 %", "40.0 %", "25.00", "50.00", "8", "2.000", "1.00 × openblas");
        assertThat(cells(document, "100x100x50", "relu", "1", "512", "openblas"))
                .endsWith("2.000", "");
        assertThat(cells(document, "100x100x50", "relu", "2", "512", "simd-512"))
                .contains("80.0");
        assertThat(document)
                .contains("## Cold start", "### forward")
                .doesNotContain("NaN")
                .doesNotContain("null");
    }

    /** Every table has as many cells in each line as in its header. */
    @Test
    void documentsTablesAreWhole() throws IOException {
        int columns = 0;
        for (String line : markdown("--only=a|b").lines().toList()) {
            int bars = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
            if (bars > 0 && columns > 0) assertThat(bars).as(line).isEqualTo(columns);
            columns = bars;
        }
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

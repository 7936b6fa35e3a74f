package dev.nn.consumers;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Spring Boot service, started from its executable jar and asked once over HTTP. */
@Timeout(120)
class SpringBootTest {
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final String INPUTS =
            IntStream.range(0, 20).mapToObj(i -> String.valueOf(i / 10f - 1)).collect(joining(",", "[", "]"));

    @Test
    void withTheFlag() throws Exception {
        ask(Map.of(), Jvm.FLAG).assertSimd();
    }

    @Test
    void withTheFlagInTheEnvironmentAsInAContainer() throws Exception {
        ask(Map.of("JAVA_TOOL_OPTIONS", Jvm.FLAG)).assertSimd();
    }

    @Test
    void withoutTheFlagOneLineSaysWhichWouldHelp() throws Exception {
        Run run = ask(Map.of());
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.startsWith("nn: "))
                .singleElement()
                .asString()
                .contains(Jvm.FLAG);
    }

    /** Starts the service, asks it once, and gives the answer the form of the other programs' output. */
    private static Run ask(Map<String, String> environment, String... options) throws Exception {
        List<String> command = Stream.of(
                        Stream.of(Jvm.java()),
                        Stream.of(options),
                        Stream.of("-jar", Artifacts.SPRING.toString(), "--server.port=0", "--server.address=127.0.0.1"))
                .flatMap(words -> words)
                .toList();
        Process process =
                Jvm.builder(environment, command).redirectErrorStream(true).start();
        List<String> log = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            String answer = post(port(reader, log));
            return new Run(0, program(answer), log);
        } finally {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }

    private static int port(BufferedReader reader, List<String> log) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            log.add(line);
            Matcher matcher = PORT.matcher(line);
            if (matcher.find()) return Integer.parseInt(matcher.group(1));
        }
        throw new IllegalStateException("the service did not start: " + log);
    }

    private static String post(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(INPUTS))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }

    /** The lines that {@code org.example.Predict} would have printed. */
    private static List<String> program(String json) {
        Matcher matcher =
                Pattern.compile("\\{\"kernels\":\"(.*)\",\"outputs\":\\[(.*)]}").matcher(json);
        assertThat(matcher.matches()).as(json).isTrue();
        List<String> lines = new ArrayList<>(List.of("kernels " + matcher.group(1)));
        for (String output : matcher.group(2).split(",", -1)) lines.add("output " + output);
        return lines;
    }
}

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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The Spring Boot service in a process of its own. */
final class Service {
    /** Options of the service: a free port of this machine. */
    static final List<String> OPTIONS = List.of("--server.port=0", "--server.address=127.0.0.1");

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final String INPUTS =
            IntStream.range(0, 20).mapToObj(i -> String.valueOf(i / 10f - 1)).collect(joining(",", "[", "]"));

    private Service() {}

    /** Starts it, asks it once over HTTP, ends it, and gives the answer the form of the other programs' output. */
    static Run ask(ProcessBuilder builder) throws Exception {
        Process process = builder.redirectErrorStream(true).start();
        List<String> log = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            String answer = post(port(reader, log));
            return new Run(0, program(answer), log);
        } finally {
            // Maven's children are those that serve.
            process.descendants().forEach(ProcessHandle::destroy);
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

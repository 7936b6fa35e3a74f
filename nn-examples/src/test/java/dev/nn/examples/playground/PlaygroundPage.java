package dev.nn.examples.playground;

import dev.nn.json.JsonMembers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** What the page does, without a browser: commands, and the stream of frames. */
final class PlaygroundPage implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String address;
    private final String session;
    private final InputStream stream;
    private final BufferedReader frames;
    private String setup = "";

    /** Opens a session with settings, and listens. */
    PlaygroundPage(PlaygroundServer server, String settings) throws IOException, InterruptedException {
        address = server.address();
        session = address + "sessions/"
                + JsonMembers.parse(post(address + "sessions", settings, origin(address))
                                .body())
                        .string("session");
        stream = CLIENT.send(
                        HttpRequest.newBuilder(URI.create(session + "/frames")).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
        frames = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    static String origin(String address) {
        return address.substring(0, address.indexOf('/', "http://".length()));
    }

    static HttpResponse<String> post(String url, String body, String origin) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .header("Origin", origin)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static <T> HttpResponse<T> get(String url, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), body);
    }

    /** The answer to a command. */
    HttpResponse<String> send(String command) throws IOException, InterruptedException {
        return post(session + "/commands", command, origin(address));
    }

    String session() {
        return session;
    }

    /** The newest setup that came with the frames. */
    JsonMembers setup() {
        return JsonMembers.parse(setup);
    }

    /** The next frame. */
    JsonMembers frame() throws IOException {
        String event = "";
        for (String line = frames.readLine(); line != null; line = frames.readLine()) {
            if (line.startsWith("event: ")) event = line.substring("event: ".length());
            if (!line.startsWith("data: ")) continue;
            String data = line.substring("data: ".length());
            if (event.equals("frame")) return JsonMembers.parse(data);
            setup = data;
        }
        throw new IOException("the stream has ended");
    }

    /** The first frame of which something holds. */
    JsonMembers frame(Predicate<JsonMembers> wanted) throws IOException {
        JsonMembers frame = frame();
        while (!wanted.test(frame)) frame = frame();
        return frame;
    }

    /** The first frame of at least so many steps. */
    JsonMembers afterStep(long step) throws IOException {
        return frame(frame -> step(frame) >= step);
    }

    static long step(JsonMembers frame) {
        return frame.integer("step", 0, Long.MAX_VALUE);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

package dev.nn.examples.playground;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nn.examples.playground.Guard.Refusal;
import dev.nn.json.Json;
import dev.nn.kernel.DenseKernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The playground's server, on the loopback address: one page, commands as JSON, frames as server-sent events. */
final class PlaygroundServer implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 16;
    private static final String JSON = "application/json";

    private final HttpServer server;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Sessions sessions;
    private final Guard guard;
    private final String token = Sessions.randomName();

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     */
    PlaygroundServer(int port, DenseKernels kernels) throws IOException {
        // Frames are sent as soon as they are written, not held back for more.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        sessions = new Sessions(kernels);
        guard = new Guard(token, port());
        server.createContext("/", this::answer);
        server.setExecutor(requests);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Where a browser finds the page. */
    String address() {
        return "http://127.0.0.1:%d/%s/".formatted(port(), token);
    }

    /** Sessions that there are. */
    int sessions() {
        return sessions.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cache-Control", "no-store");
            try {
                route(exchange, guard.path(exchange));
            } catch (Refusal e) {
                line(exchange, e.status(), e.getMessage());
            } catch (IllegalArgumentException e) {
                line(exchange, 400, e.getMessage());
            } catch (IllegalStateException e) {
                line(exchange, 503, e.getMessage());
            }
        }
    }

    private void route(HttpExchange exchange, String path) throws IOException, Refusal {
        String[] parts = path.split("/", -1);
        boolean post = exchange.getRequestMethod().equals("POST");
        if (!post && !exchange.getRequestMethod().equals("GET")) throw new Refusal(405, "GET or POST only");
        if (parts.length == 1 && !post) page(exchange, path.isEmpty() ? "index.html" : path);
        else if (path.equals("sessions") && post) start(exchange);
        else if (parts.length == 3 && parts[0].equals("sessions")) session(exchange, parts[1], parts[2], post);
        else throw new Refusal(404, "there is no such page");
    }

    private static void page(HttpExchange exchange, String name) throws IOException, Refusal {
        if (name.equals(PageOptions.FILE)) {
            send(exchange, 200, JSON, PageOptions.json().getBytes(StandardCharsets.UTF_8));
            return;
        }
        byte[] file = Page.file(name);
        if (file == null) throw new Refusal(404, "there is no such page");
        send(exchange, 200, Page.type(name), file);
    }

    private void start(HttpExchange exchange) throws IOException, Refusal {
        String name = sessions.start(SettingsText.parse(body(exchange)));
        json(exchange, Map.of("session", name));
    }

    private void session(HttpExchange exchange, String name, String what, boolean post) throws IOException, Refusal {
        Session session = sessions.named(name);
        if (session == null) throw new Refusal(404, "the session has ended: load the page again");
        if (post && what.equals("commands")) {
            session.execute(PlayCommand.parse(body(exchange)));
            json(exchange, Map.of());
        } else if (!post && what.equals("frames")) {
            FrameStream.send(exchange, session);
        } else if (!post) {
            download(exchange, session, what);
        } else {
            throw new Refusal(404, "there is no such command");
        }
    }

    private static void download(HttpExchange exchange, Session session, String name) throws IOException, Refusal {
        Download download = Download.named(name);
        if (download == null) throw new Refusal(404, "there is no such file");
        byte[] file = session.read(download::of);
        exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=\"" + name + "\"");
        send(exchange, 200, download.type(), file);
    }

    /** The text of a request, which only a page of this origin can have sent as JSON. */
    private static String body(HttpExchange exchange) throws IOException, Refusal {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.startsWith(JSON)) {
            throw new Refusal(415, "commands are application/json");
        }
        try (InputStream in = exchange.getRequestBody()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES)
                throw new Refusal(413, "a command has at most %d bytes".formatted(MOST_BYTES));
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static void json(HttpExchange exchange, Map<String, ?> content) throws IOException {
        send(exchange, 200, JSON, Json.write(content).getBytes(StandardCharsets.UTF_8));
    }

    private static void line(HttpExchange exchange, int status, @Nullable String text) throws IOException {
        String line = String.valueOf(text).replaceAll("\\s+", " ") + "\n";
        send(exchange, status, "text/plain; charset=utf-8", line.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        sessions.close();
        server.stop(0);
        requests.shutdownNow();
    }
}

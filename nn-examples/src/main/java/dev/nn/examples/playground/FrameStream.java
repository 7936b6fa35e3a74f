package dev.nn.examples.playground;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A session's frames as server-sent events: always the newest, as often as the page takes them. */
final class FrameStream {
    /** A stream with nothing to say shows that it is alive, and sees whether the page still is. */
    private static final int BEAT_MILLIS = 500;

    private FrameStream() {}

    /** Sends until the page closes the stream or the session ends. */
    static void send(HttpExchange exchange, Session session) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        session.join();
        try {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                send(out, session);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            session.leave();
        }
    }

    private static void send(OutputStream out, Session session) throws IOException, InterruptedException {
        long sent = 0;
        @Nullable Setup known = null;
        while (!session.hasEnded()) {
            Frame frame = session.await(sent, BEAT_MILLIS);
            StringBuilder text = new StringBuilder();
            if (frame == null) {
                text.append(":\n\n");
            } else {
                sent = frame.number();
                if (!frame.setup().equals(known))
                    event(text, "setup", frame.setup().json());
                known = frame.setup();
                event(text, "frame", frame.json());
            }
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static void event(StringBuilder text, String name, String data) {
        text.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
    }
}

package dev.nn.examples.playground;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The door of the server: only this machine's user who knows the address comes in. Another site's page in the same
 * browser fails at the token, at {@code Origin}, and, if its name has been rebound to this machine, at {@code Host}.
 */
final class Guard {
    private final String token;
    private final Set<String> hosts;
    private final Set<String> origins;

    Guard(String token, int port) {
        this.token = token;
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
        origins = Set.copyOf(hosts.stream().map(host -> "http://" + host).toList());
    }

    /** The path behind the token. */
    String path(HttpExchange exchange) throws Refusal {
        List<String> host = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.getFirst())) {
            throw new Refusal(403, "this server answers on the address of this machine only");
        }
        String path = exchange.getRequestURI().getRawPath();
        int end = path.indexOf('/', 1);
        if (end < 0 || !sameToken(path.substring(1, end))) {
            throw new Refusal(403, "open the whole address that nn playground has printed");
        }
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        boolean post = exchange.getRequestMethod().equals("POST");
        if (origin == null ? post : !origins.contains(origin)) {
            throw new Refusal(403, "requests come from the playground's own page only");
        }
        return path.substring(end + 1);
    }

    /** In a time that doesn't tell how much of it was right. */
    private boolean sameToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** A request that isn't answered: the status, and why in one line. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        Refusal(int status, @Nullable String why) {
            super(why);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}

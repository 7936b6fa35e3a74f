package dev.nn.examples.playground;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the page, which come with the program. */
final class Page {
    /** The scripts, each after those that it imports. */
    static final List<String> SCRIPTS = List.of(
            "settings.js",
            "colours.js",
            "drawing.js",
            "network.js",
            "output.js",
            "charts.js",
            "inspector.js",
            "explanation.js",
            "view.js",
            "controls.js",
            "connection.js",
            "app.js");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private static final List<String> OTHERS = List.of("index.html", "style.css", "icon.svg");

    private Page() {}

    /** A file of the page; null if it has none of that name. */
    static byte @Nullable [] file(String name) throws IOException {
        return SCRIPTS.contains(name) || OTHERS.contains(name) ? resource(name) : null;
    }

    /** A file that comes with the program. */
    static byte[] resource(String name) throws IOException {
        try (InputStream resource = Page.class.getResourceAsStream(name)) {
            if (resource == null) throw new IOException("nn was built without its page: " + name);
            return resource.readAllBytes();
        }
    }

    /** The media type by the end of a name. */
    static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }
}

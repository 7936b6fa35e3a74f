package dev.nn.examples.lesson.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Some lines of this program's own source, which is packed beside its classes: those between {@code // @start
 * region="NAME"} and {@code // @end}.
 *
 * @param path of the source below {@code dev/nn/examples}, with points and without ending:
 *     {@code lesson.training.Descent}
 * @param region name of the lines
 * @param caption what they do
 */
public record Excerpt(String path, String region, String caption) {
    /** The file's name, with its ending. */
    public String file() {
        return path.substring(path.lastIndexOf('.') + 1) + ".java";
    }

    /**
     * The lines, moved to the left edge.
     *
     * @throws IOException if there is no such source or no such region in it
     */
    public String code() throws IOException {
        String resource = "/dev/nn/examples/" + path.replace('.', '/') + ".java";
        try (InputStream source = Excerpt.class.getResourceAsStream(resource)) {
            if (source == null) throw new IOException("nn was built without its source: " + resource);
            return cut(new String(source.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private String cut(String source) throws IOException {
        List<String> lines = source.lines()
                .dropWhile(line -> !line.strip().equals("// @start region=\"%s\"".formatted(region)))
                .skip(1)
                .takeWhile(line -> !line.strip().equals("// @end"))
                .toList();
        if (lines.isEmpty()) throw new IOException("%s has no region \"%s\"".formatted(file(), region));
        return String.join("\n", lines).stripIndent().stripTrailing();
    }
}

package dev.nn.examples.lesson.desk;

/**
 * A page of its own that belongs to a lesson; it needs nothing but itself.
 *
 * @param name of its file, without the {@code .html}
 * @param title what the link to it says
 * @param html the whole file
 */
public record WebPage(String name, String title, String html) {
    /** The name of the file. */
    public String file() {
        return name + ".html";
    }
}

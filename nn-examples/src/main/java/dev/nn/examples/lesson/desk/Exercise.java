package dev.nn.examples.lesson.desk;

/**
 * Something for the reader to try.
 *
 * @param settings what to run the lesson with, {@code rate=0.21 steps=10}; may be empty
 * @param preset of the playground to look at; may be empty
 * @param task what to do, or to guess
 * @param answer what comes out, and why
 */
public record Exercise(String settings, String preset, String task, String answer) {
    /** One that needs only thought. */
    public Exercise(String task, String answer) {
        this("", "", task, answer);
    }

    /** What to type to try it in a lesson; empty if it needs only thought. */
    public String command(String lesson) {
        if (!preset.isEmpty()) return "./nn playground --preset " + preset;
        if (settings.isEmpty()) return "";
        return "./nn lesson " + lesson + " --set " + settings.replace(" ", " --set ");
    }
}

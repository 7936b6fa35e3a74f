package dev.nn.examples.lesson.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What makes a measurement a lesson: a question to guess, lines of code, a derivation, things to try. It is written as
 * plain text in {@code course/NAME.md}, in sections:
 *
 * <pre>
 * ## Guess                                  a question
 * ## Answer                                 and its answer
 * ## Code lesson.training.Descent step      a region of a source, see {@link Excerpt}; its text is the caption
 * ## Derivation                             paragraphs; lines that begin with four blanks are formulas
 * ## Try rate=0.21                          a task, with what to set; "## Try preset NAME" for the playground
 * ## Solution                               what comes out
 * </pre>
 *
 * Numbers of the run fill gaps: {@code {passes}}, {@code {loss:%.3f}}, and {@code {accuracy:%}} in percent. Words between
 * backticks are code.
 *
 * @param question to guess before reading on
 * @param answer to it
 * @param excerpts of source
 * @param derivation paragraphs and formulas, with an empty line between them
 * @param exercises with their solutions
 */
public record Teaching(
        String question, String answer, List<Excerpt> excerpts, String derivation, List<Exercise> exercises) {
    private static final Pattern SECTIONS = Pattern.compile("(?m)^## ");
    private static final String PRESET = "preset ";

    /** No words at all. */
    public static final Teaching NONE = new Teaching("", "", List.of(), "", List.of());

    /**
     * That of a lesson; {@link #NONE} if it has none.
     *
     * @throws IOException if it has a section that isn't known
     */
    public static Teaching of(String lesson) throws IOException {
        String resource = "/dev/nn/examples/lesson/course/" + lesson + ".md";
        try (InputStream text = Teaching.class.getResourceAsStream(resource)) {
            return text == null ? NONE : parse(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static Teaching parse(String text) throws IOException {
        String question = "", answer = "", derivation = "";
        List<Excerpt> excerpts = new ArrayList<>();
        List<Exercise> exercises = new ArrayList<>();
        for (String section : SECTIONS.split(text, -1)) {
            if (section.isBlank()) continue;
            String[] parts = section.split("\\R", 2);
            String head = parts[0].strip(), body = parts.length < 2 ? "" : parts[1].stripTrailing();
            String[] words = head.split(" ", 2);
            switch (words[0]) {
                case "Guess" -> question = paragraphs(body);
                case "Answer" -> answer = paragraphs(body);
                case "Derivation" -> derivation = paragraphs(body);
                case "Code" -> excerpts.add(excerpt(head.split(" ", -1), paragraphs(body)));
                case "Try" -> exercises.add(exercise(words.length < 2 ? "" : words[1], paragraphs(body)));
                case "Solution" -> {
                    Exercise task = exercises.removeLast();
                    exercises.add(new Exercise(task.settings(), task.preset(), task.task(), paragraphs(body)));
                }
                default -> throw new IOException("no section of a lesson: ## " + head);
            }
        }
        return new Teaching(question, answer, excerpts, derivation, exercises);
    }

    /** With the numbers of a run in its gaps. */
    public Teaching filled(LessonReport report) {
        return new Teaching(
                Prose.filled(question, report),
                Prose.filled(answer, report),
                excerpts,
                Prose.filled(derivation, report),
                exercises.stream()
                        .map(exercise -> new Exercise(
                                exercise.settings(),
                                exercise.preset(),
                                Prose.filled(exercise.task(), report),
                                Prose.filled(exercise.answer(), report)))
                        .toList());
    }

    private static Excerpt excerpt(String[] words, String caption) throws IOException {
        if (words.length != 3) throw new IOException("## Code takes a class and a region: " + String.join(" ", words));
        return new Excerpt(words[1], words[2], caption);
    }

    private static Exercise exercise(String how, String task) {
        boolean play = how.startsWith(PRESET);
        return new Exercise(
                play ? "" : how.strip(), play ? how.substring(PRESET.length()).strip() : "", task, "");
    }

    /** Each paragraph in one line, formulas as they are, an empty line between. */
    private static String paragraphs(String text) {
        List<String> paragraphs = new ArrayList<>();
        for (String paragraph : text.split("\\R\\s*\\R", -1)) {
            if (paragraph.isBlank()) continue;
            String block = paragraph.replaceFirst("^\\R+", "");
            paragraphs.add(
                    block.startsWith("    ")
                            ? block.stripTrailing()
                            : block.strip().replaceAll("\\s*\\R\\s*", " "));
        }
        return String.join("\n\n", paragraphs);
    }
}

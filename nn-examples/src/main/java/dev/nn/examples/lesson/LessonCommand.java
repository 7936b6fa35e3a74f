package dev.nn.examples.lesson;

import dev.nn.command.JsonFile;
import dev.nn.command.Version;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.WebPage;
import dev.nn.examples.plot.Picture;
import dev.nn.format.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nn lesson}: lists the lessons, runs one, or runs all and makes one page of them. */
@Command(
        name = "lesson",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Learn how neural networks work, from one perceptron to trained digits.",
            "Each lesson runs a claim of the lectures, measures it and draws it. Without a name: the list of lessons.",
            ""
        },
        footer = {"", "Example: nn lesson perceptron --out pictures", "Example: nn lesson all --out course"})
public final class LessonCommand implements Callable<Integer> {
    /** In place of a name: every lesson. */
    static final String ALL = "all";

    private static final String PAGE = "index.html";

    private static final String PARAMETERS = "parameters";

    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name or number of a lesson, or 'all' for every lesson and one page with all of them.")
    private @Nullable String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the pictures, and for " + PAGE + " of 'all' (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("nn-out", "lessons");

    @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = LessonContext.DEFAULT_SEED;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Change a number of the lesson, such as rate=0.21; a name that it hasn't lists those it has.")
    private List<String> settings = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON, too.")
    private @Nullable Path json;

    /** The help of one lesson lists what can be set. */
    @Spec
    void spec(CommandSpec spec) {
        this.spec = spec;
        List<String> sections = new ArrayList<>(spec.usageMessage().sectionKeys());
        sections.add(sections.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER), PARAMETERS);
        spec.usageMessage().sectionKeys(sections);
        spec.usageMessage().sectionMap().put(PARAMETERS, help -> parameters());
    }

    private String parameters() {
        if (name == null || name.equals(ALL)) {
            return "%nWhat a lesson has for --set: nn lesson NAME --help%n".formatted();
        }
        try {
            Lesson lesson = Lessons.named(name);
            String lines = lesson.parameters().stream()
                    .map(parameter -> "  %s%n".formatted(parameter.line()))
                    .collect(Collectors.joining());
            return lines.isEmpty()
                    ? "%nLesson %s has nothing to set.%n"
                            .formatted(lesson.about().name())
                    : "%nLesson %s, with --set:%n%s".formatted(lesson.about().name(), lines);
        } catch (NoSuchElementException e) {
            return "%n%s%n".formatted(e.getMessage());
        }
    }

    @Override
    public Integer call() throws IOException {
        if (name == null) {
            list();
            return ExitCode.OK;
        }
        List<Lesson> chosen = chosen(name);
        if (name.equals(ALL) && !settings.isEmpty()) throw wrong("--set goes with one lesson, not with all");
        Map<String, Double> values = values(chosen.getFirst());
        AtomicFile.check(out.resolve(PAGE));
        if (json != null) AtomicFile.check(json);
        if (name.equals(ALL)) runAll(chosen);
        else runOne(chosen.getFirst(), values);
        return ExitCode.OK;
    }

    private void list() {
        if (spec.commandLine().getParseResult().matchedOptions().size() > 0) {
            throw wrong("which lesson? Its name is missing, or 'all'");
        }
        int width = Lessons.all().stream()
                .mapToInt(lesson -> lesson.about().name().length())
                .max()
                .orElse(0);
        Lessons.all().forEach(lesson -> printer().println(LessonText.line(lesson.about(), width)));
        printer().println();
        printer().println("nn lesson NAME runs one, by name or number; nn lesson all runs all and makes one page.");
        printer().flush();
    }

    private List<Lesson> chosen(String name) {
        if (name.equals(ALL)) return Lessons.all();
        try {
            return List.of(Lessons.named(name));
        } catch (NoSuchElementException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, Double> values(Lesson lesson) {
        try {
            return ParameterSettings.of(lesson, settings);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void runOne(Lesson lesson, Map<String, Double> values) throws IOException {
        LessonRun run = LessonRun.of(lesson, seed, values);
        LessonText.lines(run).forEach(printer()::println);
        run.writePictures(out);
        printer().println();
        printer().println("Pictures");
        for (Picture picture : run.report().figures()) {
            printer().println("  " + out.resolve(run.fileName(picture)));
        }
        for (WebPage page : run.report().pages()) printer().println("  " + out.resolve(page.file()));
        printer().flush();
        if (json != null) JsonFile.write(json, LessonJson.of(run));
    }

    private void runAll(List<Lesson> lessons) throws IOException {
        List<LessonRun> runs = new ArrayList<>();
        for (Lesson lesson : lessons) {
            LessonRun run = LessonRun.of(lesson, seed, Map.of());
            run.writePictures(out);
            runs.add(run);
            printer()
                    .printf(
                            Locale.ROOT,
                            "%3d  %-24s %5.1f s  %s%n",
                            run.about().number(),
                            run.about().name(),
                            run.seconds(),
                            run.about().title());
            printer().flush();
        }
        String page = LessonPage.of(runs);
        AtomicFile.write(out.resolve(PAGE), file -> file.write(page.getBytes(StandardCharsets.UTF_8)));
        if (json != null) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("command", "lesson all");
            all.put("seed", seed);
            all.put("lessons", runs.stream().map(LessonJson::of).toList());
            JsonFile.write(json, all);
        }
        printer().println("page  " + out.resolve(PAGE));
        printer().flush();
    }

    private PrintWriter printer() {
        return spec.commandLine().getOut();
    }
}

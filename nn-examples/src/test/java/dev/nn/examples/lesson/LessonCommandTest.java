package dev.nn.examples.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.CommandRun;
import dev.nn.examples.JsonText;
import dev.nn.examples.lesson.desk.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the lessons: the list, one lesson, and what can be wrong. */
class LessonCommandTest {
    private static final int USAGE = 2;

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void aloneItListsEveryLessonInOneLine() {
        CommandRun run = CommandRun.of("lesson");
        assertThat(run.exit()).isZero();
        for (int i = 0; i < Lessons.all().size(); i++) {
            Lesson.About about = Lessons.all().get(i).about();
            assertThat(run.out().get(i)).contains(String.valueOf(about.number()), about.name(), about.title());
        }
    }

    @Test
    void runsALessonByNameOrNumber() throws IOException {
        Path out = temporary.resolve("out"), json = temporary.resolve("one.json");
        CommandRun byName = CommandRun.of("lesson", "perceptron", "--out=" + out, "--seed=7", "--json=" + json);
        assertThat(byName.exit()).as("%s", byName.err()).isZero();
        assertThat(byName.out()).contains("Said, and to be tested", "Measured", "Pictures");
        assertThat(Files.size(out.resolve("01-perceptron-start.svg"))).isPositive();
        Map<String, Object> result = JsonText.read(json);
        assertThat(result)
                .containsEntry("number", 1L)
                .containsEntry("name", "perceptron")
                .containsEntry("seed", 7L);
        assertThat(result).containsKeys("values", "tables", "measured", "claims", "pictures");
        CommandRun byNumber = CommandRun.of("lesson", "1", "--out=" + out, "--seed=7");
        assertThat(byNumber.out()).isEqualTo(byName.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "preceptron | unknown lesson 'preceptron', did you mean perceptron?",
                "training   | unknown lesson 'training', did you mean perceptron-training",
                "xyz        | unknown lesson 'xyz', nn lesson lists them",
                "99         | unknown lesson '99', the numbers are 0 to",
                "-1         | unknown lesson '-1', the numbers are 0 to",
                "--seed=3   | which lesson? Its name is missing, or 'all'",
                "--seed=x   | 'x' is not a whole number",
                "--sead=3   | Unknown option: '--sead=3'",
            })
    void whatMakesNoSenseGivesOneLine(String argument, String message) {
        CommandRun run = CommandRun.of("lesson", argument);
        assertThat(run.exit()).isEqualTo(USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("nn lesson: ")
                .contains(message)
                .endsWith("(see nn lesson --help)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gradient-descent | rat=1    | unknown parameter 'rat'; lesson gradient-descent has rate=0.15, steps=40",
                "gradient-descent | rate     | --set takes name=value, not 'rate'; lesson gradient-descent has rate=0.15",
                "gradient-descent | rate=x   | rate must be a number from 0 to 0.5, not 'x'",
                "gradient-descent | rate=NaN | rate must be a number from 0 to 0.5, not 'NaN'",
                "gradient-descent | steps=1.5| steps must be a whole number from 1 to 200, not '1.5'",
                "datasets         | rate=1   | unknown parameter 'rate'; lesson datasets has points=200, noise=0.1",
                "slide-errors     | rate=1   | unknown parameter 'rate'; lesson slide-errors has nothing to set",
                "activations      | h=1      | h must be a number from 1e-12 to 0.001, not '1'",
                "mnist-binary     | yes=0    | no and yes must be two digits, both are 0",
                "all              | rate=1   | --set goes with one lesson, not with all",
            })
    void settingsThatALessonHasNotGiveOneLine(String lesson, String setting, String message) {
        CommandRun run = CommandRun.of("lesson", lesson, "--set", setting, "--out=" + temporary);
        assertThat(run.exit()).isEqualTo(USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).singleElement().asString().contains(message);
    }

    @Test
    void theHelpOfALessonListsWhatCanBeSet() {
        assertThat(CommandRun.of("lesson", "gradient-descent", "--help").out())
                .contains(
                        "Lesson gradient-descent, with --set:",
                        "  rate=0.15 (0 to 0.5): step size",
                        "  steps=40 (1 to 200): steps down the valley");
        assertThat(CommandRun.of("lesson", "8", "--help").out())
                .isEqualTo(CommandRun.of("lesson", "gradient-descent", "--help").out());
        assertThat(CommandRun.of("lesson", "slide-errors", "--help").out())
                .contains("Lesson slide-errors has nothing to set.");
        assertThat(CommandRun.of("lesson", "--help").out())
                .contains("What a lesson has for --set: nn lesson NAME --help");
        assertThat(CommandRun.of("lesson", "gradient", "--help").out())
                .contains("unknown lesson 'gradient', did you mean gradient-descent?");
    }

    @Test
    void aSettingChangesWhatIsMeasured() throws IOException {
        Path json = temporary.resolve("set.json");
        CommandRun run = CommandRun.of(
                "lesson", "gradient-descent", "--set", "rate=0.1", "--out=" + temporary, "--json=" + json);
        assertThat(run.exit()).as("%s", run.err()).isZero();
        assertThat(JsonText.read(json)).containsEntry("set", Map.of("rate", 0.1));
        assertThat(String.join("\n", run.out())).contains("With 0.1 ");
    }

    @Test
    void placesThatCannotBeWrittenAreFoundBeforeTheWork() throws IOException {
        Path taken = Files.writeString(temporary.resolve("taken"), "");
        CommandRun out = CommandRun.of("lesson", "1", "--out=" + taken);
        assertThat(out.exit()).isEqualTo(1);
        assertThat(out.err()).singleElement().asString().contains("a folder was expected: " + taken);
        CommandRun json = CommandRun.of("lesson", "1", "--out=" + temporary, "--json=" + temporary);
        assertThat(json.exit()).isEqualTo(1);
        assertThat(json.err()).singleElement().asString().contains("is a folder, a file was expected");
        assertThat(json.out()).isEmpty();
    }
}

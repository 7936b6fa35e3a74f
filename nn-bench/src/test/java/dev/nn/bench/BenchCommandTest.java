package dev.nn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    private record Outcome(int exit, List<String> out, List<String> err) {}

    private static Outcome run(String... arguments) {
        StringWriter out = new StringWriter(), err = new StringWriter();
        int exit = BenchCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Outcome(
                exit, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** {@code ./nn bench --help} prints the file, so that nothing has to be built for it. */
    @Test
    void theLaunchersHelpIsTheCommands() throws IOException {
        String help =
                BenchCommand.commandLine().setUsageHelpAutoWidth(false).getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(Files.readString(Path.of("src/main/help.txt"))).isEqualToNormalizingNewlines(help);
    }

    @Test
    void aMistypedOptionIsRecognised() {
        assertThat(run("--frks", "3").err)
                .singleElement()
                .asString()
                .contains("--frks", "did you mean --forks?", "see nn bench --help");
    }

    @ParameterizedTest
    @CsvSource({
        "--forks=0, --forks must be at least 1",
        "--forks=many, many",
        "--threads=0, --threads must be at least 1",
        "--bits=100, '--bits takes 128, 256 or 512'",
        "--only=(, not a regular expression",
        "--only=nosuchwork, matches no case",
        "--quik, --quik"
    })
    void aWrongCommandLineIsOneLineAndStatus2(String argument, String message) {
        Outcome outcome = run(argument);
        assertThat(outcome.exit).isEqualTo(2);
        assertThat(outcome.out).isEmpty();
        assertThat(outcome.err).hasSize(1);
        assertThat(outcome.err.getFirst())
                .startsWith("nn bench: ")
                .contains(message)
                .contains("--help");
    }

    @Test
    void listShowsEachCaseWithItsReason() {
        Outcome outcome = run("--list", "--only", "forward 128x784x256 relu");
        assertThat(outcome.exit).isZero();
        assertThat(outcome.out).hasSize(3); // one thread, two threads, a neighbour
        assertThat(outcome.out.getFirst())
                .startsWith("forward 128x784x256 relu ")
                .contains("first layer");
    }

    @Test
    void peersNeedTheLauncher() {
        Outcome outcome = run("--peers", "--only", "latency");
        assertThat(outcome.exit).isEqualTo(1);
        assertThat(outcome.err).singleElement().asString().contains("--peers needs the launcher");
    }

    /** The whole way: a fork is started, checks, measures and reports. */
    @Test
    void measuresOneCase(@TempDir Path folder) throws Exception {
        Path json = folder.resolve("rows.json"), markdown = folder.resolve("measurements.md");
        Outcome outcome = run(
                "--quick",
                "--forks=1",
                "--threads=1",
                "--only=forward 8x64x3 relu",
                "--json=" + json,
                "--markdown=" + markdown,
                "--out=" + folder);
        assertThat(outcome.err).isEmpty();
        assertThat(outcome.exit).isZero();
        assertThat(outcome.out).anyMatch(line -> line.startsWith("forward    8x64x3"));
        assertThat(Files.readString(json)).contains("\"shape\" : \"8x64x3\"", "\"who\" : \"peak\"");
        assertThat(Files.readString(markdown))
                .contains(
                        "./nn bench --quick --forks=1 --threads=1 '--only=forward 8x64x3 relu'",
                        "| 8x64x3 | relu | 1 |")
                .contains("| JDK | " + Runtime.version());
        assertThat(folder.resolve("bench-roofline.png")).isNotEmptyFile();
    }

    @Test
    void aFileThatCannotBeWrittenIsRefusedBeforeAnythingIsMeasured(@TempDir Path folder) {
        Outcome outcome = run("--only=forward 8x64x3 relu", "--markdown=" + folder);
        assertThat(outcome.exit).isEqualTo(1);
        assertThat(outcome.err).singleElement().asString().contains(folder.toString());
    }

    @Test
    void timeLeftIsInProportion() {
        assertThat(ProgressDisplay.left(10, 0.25)).isEqualTo("30 s left");
        assertThat(ProgressDisplay.left(100, 0.25)).isEqualTo("5 min left");
        assertThat(ProgressDisplay.left(3, 0)).isEqualTo("time left unknown");
    }
}

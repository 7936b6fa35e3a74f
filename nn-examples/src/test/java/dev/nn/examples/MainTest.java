package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void aloneItShowsHowToGoOn() {
        CommandRun run = CommandRun.of();
        assertThat(run.exit()).isZero();
        assertThat(String.join("\n", run.out()))
                .contains("mnist", "train", "predict", "eval", "info", "test", "bench", "build", "Example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "train", "predict", "eval", "lesson", "info"})
    void everyCommandExplainsItselfWithAnExample(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertThat(run.exit()).isZero();
        assertThat(String.join("\n", run.out())).contains("Usage: nn " + command, "Example: nn " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "train", "predict", "eval", "lesson", "info"})
    void helpExplainsACommandAsItsOptionDoes(String command) {
        CommandRun run = CommandRun.of("help", command);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo(CommandRun.of(command, "--help").out());
    }

    /** Each command has one line in the list, a whole sentence. */
    @Test
    void summariesAreWhole() {
        List<String> lines = CommandRun.of().out();
        List<String> commands = lines.subList(lines.indexOf("Commands:") + 1, lines.indexOf(""));
        assertThat(commands).hasSizeGreaterThan(6).allMatch(line -> line.endsWith("."));
    }

    @ParameterizedTest
    @CsvSource({
        "trian, train",
        "mnsit, mnist",
        "bnech, bench",
        "tset, test",
        "help mnst, mnist",
        "help sprak, spark",
        "help playgroud, playground",
        "mnist --epchs=3, --epochs",
        "mnist --chekpoint=x, --checkpoint",
        "train --eposch 3, --epochs",
        "predict --modle=m --data=d, --model",
        "mnist --prot=1, --port of nn playground"
    })
    void whatIsMistypedIsRecognised(String line, String meant) {
        CommandRun run = CommandRun.of(line.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).singleElement().asString().contains("did you mean " + meant + "?");
    }

    @Test
    void whatIsNearNothingIsNotGuessed() {
        assertThat(CommandRun.of("mnist", "--zzz").err())
                .singleElement()
                .asString()
                .doesNotContain("did you mean");
    }

    /** The value of a mistyped option is no option, and the words are those of people, not of a parser. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mnist --epoch 3 | nn mnist: Unknown option: '--epoch', did you mean --epochs? (see nn mnist --help)",
                "mnist --epoch 3 --hiden 8 | nn mnist: Unknown options: '--epoch', '--hiden', did you mean --epochs? (see nn mnist --help)",
                "mnist twice | nn mnist: Unexpected argument: 'twice' (see nn mnist --help)",
                "lesson perceptron adaline | nn lesson: Unexpected argument: 'adaline' (see nn lesson --help)",
                "qwertz | nn: unknown command 'qwertz' (see nn --help)"
            })
    void whatIsUnknownIsNamed(String line, String message) {
        CommandRun run = CommandRun.of(line.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).containsExactly(message);
    }

    @Test
    void tellsItsVersion() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Java " + Runtime.version());
    }
}

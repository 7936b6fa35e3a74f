package dev.nn.format;

import static dev.nn.activation.Activation.RELU;
import static dev.nn.activation.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.data.FloatDataset;
import dev.nn.data.PolynomialFeatures;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.TensorInfo;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written and said doesn't depend on the system's language: German has commas in numbers, Egyptian Arabic other digits,
 * Turkish an i without a dot.
 */
class LanguagesTest {
    /** A number with separators or decimals in a format of a string. */
    private static final Pattern NUMBER = Pattern.compile(
            "\"[^\"\\n]*%[-+ 0#(]*(,[-+ 0-9]*[a-z]|[0-9,]*\\.[0-9]+[a-z]|[0-9,]*[feg](?![a-z]))[^\"\\n]*\"");

    private static final Pattern STATEMENT_END = Pattern.compile(";\\R");

    private final Locale usual = Locale.getDefault();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void restore() {
        Locale.setDefault(usual);
    }

    private static Network network() {
        return Network.input(4)
                .dense(6, TANH)
                .add(b -> b.dense(6, RELU).dense(6))
                .concat(b -> b.dense(3).concat(c -> c.dense(2), c -> c.dense(1)), b -> b.dense(2, RELU), b -> b)
                .dense(2)
                .build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    /** Every file that a network can be written to, by its bytes, and what is read from it. */
    private List<Object> all(String name) throws IOException {
        Path safetensors = folder.resolve(name + ".safetensors"), onnx = folder.resolve(name + ".onnx");
        Path checkpoint = folder.resolve(name + ".checkpoint");
        Network network = network();
        Safetensors.write(safetensors, network);
        Onnx.write(onnx, network);
        float[] x = {0.1f, 0.9f, -0.8f, 0.3f}, y = {1, 0};
        List<Object> all = new ArrayList<>();
        all.add(Safetensors.readNetwork(safetensors).predict(x));
        all.add(Onnx.readNetwork(onnx).predict(x));
        Trainer.of(network, new MeanSquaredError(), Adam.withDefaults())
                .epochs(1)
                .checkpoint(checkpoint)
                .fit(FloatDataset.of(4, x, 2, y));
        for (Path file : List.of(safetensors, onnx)) all.add(Files.readAllBytes(file));
        try (SafetensorsFile file = Safetensors.open(checkpoint)) {
            all.add(file.tensors().stream().map(TensorInfo::name).toList());
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "fr-FR", "tr-TR", "ar-EG", "th-TH-u-nu-thai", "hi-IN-u-nu-deva"})
    void filesAreTheSame(String language) throws IOException {
        Locale.setDefault(Locale.ROOT);
        List<Object> usually = all("root");
        Locale.setDefault(Locale.forLanguageTag(language));
        List<Object> here = all("here");
        assertThat(here).hasSameSizeAs(usually);
        for (int i = 0; i < here.size(); i++)
            assertThat(here.get(i)).as("%d", i).isEqualTo(usually.get(i));
    }

    private static String report() {
        float[] x = {0.1f, 0.9f, -0.8f, 0.3f}, y = {1, 0};
        return GradientChecker.withDefaults()
                .check(network(), new MeanSquaredError(), x, y)
                .toString();
    }

    @Test
    void reportsAndMessagesHaveEnglishNumbers() {
        Locale.setDefault(Locale.ROOT);
        String usually = report();
        Locale.setDefault(Locale.GERMANY);
        assertThat(report()).isEqualTo(usually);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolynomialFeatures.of(1000, 5))
                .withMessageContaining(",000 ");
    }

    /** A library doesn't choose the language of its user's program, so each format with such numbers says its own. */
    @Test
    void formatsOfNumbersNameTheirLanguage() throws IOException {
        List<String> wrong = new ArrayList<>();
        int known = 0;
        for (Path root : List.of(Path.of("src", "main", "java"), Path.of("..", "nn-simd", "src", "main", "java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    for (String statement :
                            STATEMENT_END.splitAsStream(Files.readString(file)).toList()) {
                        if (!NUMBER.matcher(statement).find()) continue;
                        if (statement.contains("Locale.ROOT")) known++;
                        else if (statement.contains("format")) wrong.add(file + ": " + statement.strip());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(known).isGreaterThan(20);
    }
}

package dev.nn.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;

/** PySpark finds Java classes and parameters by name; so the names in the Python module must be theirs. */
final class PythonModuleTest {
    @Test
    void namesAreThoseOfTheJavaClasses() throws Exception {
        String module = Files.readString(Path.of("src/main/python/dev/nn/spark/ml.py"));
        String java = NnClassifier.class.getPackageName();
        assertThat(module).contains("_PACKAGE = \"" + java + ".\"");
        List<String> classes = found(module, "(?m)^class ([A-Z]\\w+)\\(");
        assertThat(classes).hasSize(5);
        for (String name : classes) {
            Class<?> type = Class.forName(java + "." + name);
            assertThat(type.getMethod("read")).as(name).isNotNull();
            if (!name.endsWith("Model"))
                assertThat(type.getConstructor(String.class)).isNotNull();
        }
        List<String> names = found(module, "(?m)^    (\\w+) = Param\\(");
        assertThat(names).hasSize(8);
        for (Params stage : List.of(new NnClassifier(), new NnRegressor())) {
            for (String name : names) assertThat(stage.hasParam(name)).as(name).isTrue();
            assertThat(stage.hasParam("weightCol") && stage.hasParam("seed")).isTrue();
        }
        assertThat(new OnnxTransformer().hasParam("inputCols")).isTrue();
        assertThat(new OnnxTransformer().hasParam("outputCol")).isTrue();
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}

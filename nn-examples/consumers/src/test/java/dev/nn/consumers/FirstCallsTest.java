package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first predictions of a fresh JVM, once the model is warm: none waits for the compiler. */
class FirstCallsTest {
    private static final String CLASS_PATH = Jvm.path(Artifacts.PROGRAM, Artifacts.CORE, Artifacts.SIMD);

    /** JVMs; other programs on the machine may hold up one call or another, but hardly in the same place of each. */
    private static final int FORKS = 3;

    private static final int CALLS = 200;

    /** A few milliseconds. Interpreted vectors take hundreds. */
    private static final long LIMIT_MICROS = 5_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 32})
    void noneTakesMoreThanAFewMilliseconds(int batch) throws Exception {
        List<List<Long>> forks = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            Run run = Jvm.run(Jvm.FLAG, "-cp", CLASS_PATH, "org.example.FirstCalls", String.valueOf(batch), "warm");
            assertThat(run.exit()).as("exit code; %s", run.err()).isZero();
            assertThat(run.out()).noneMatch(line -> line.startsWith("different"));
            forks.add(run.only("call").stream().map(Long::valueOf).toList());
        }
        for (int call = 0; call < CALLS; call++) {
            int at = call;
            long best = forks.stream().mapToLong(times -> times.get(at)).min().orElseThrow();
            assertThat(best)
                    .as("microseconds of call %d, best of %d JVMs", call + 1, FORKS)
                    .isLessThan(LIMIT_MICROS);
        }
    }
}

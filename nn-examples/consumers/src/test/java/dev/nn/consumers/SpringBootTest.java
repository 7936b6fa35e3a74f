package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Spring Boot service, started from its executable jar. */
@Timeout(120)
class SpringBootTest {
    @Test
    void withTheFlag() throws Exception {
        ask(Map.of(), Jvm.FLAG).assertSimd();
    }

    @Test
    void withTheFlagInTheEnvironmentAsInAContainer() throws Exception {
        ask(Map.of("JAVA_TOOL_OPTIONS", Jvm.FLAG)).assertSimd();
    }

    @Test
    void withoutTheFlagOneLineSaysWhichWouldHelp() throws Exception {
        Run run = ask(Map.of());
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.contains("[scalar-kernels]"))
                .singleElement()
                .asString()
                .contains(Jvm.FLAG);
    }

    private static Run ask(Map<String, String> environment, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", Artifacts.SPRING.toString()));
        command.addAll(Service.OPTIONS);
        return Service.ask(Jvm.builder(environment, command));
    }
}

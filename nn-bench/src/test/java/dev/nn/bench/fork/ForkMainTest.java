package dev.nn.bench.fork;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ForkMainTest {
    /** A fork that has work for minutes ends when nobody listens any more, and its neighbour with it. */
    @Test
    void endsWithItsParent() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Fork.java(null));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkMain.class.getName()));
        command.addAll(new ForkPlan(1, false, 2, "with a neighbour|4096", false).arguments());
        Process fork = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader told = fork.inputReader(StandardCharsets.UTF_8)) {
            assertThat(told.readLine()).startsWith(Message.MARK); // it is at work
            assertThat(fork.isAlive()).isTrue();
            fork.getOutputStream().close(); // as the system does for a parent that dies
            assertThat(fork.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(fork.exitValue()).isEqualTo(1);
        } finally {
            fork.destroyForcibly();
        }
    }
}

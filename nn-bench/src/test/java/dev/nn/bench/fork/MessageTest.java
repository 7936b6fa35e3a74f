package dev.nn.bench.fork;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Together;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void everyMessageSurvivesTheWay() {
        Limits limits = new Limits(
                256,
                117.25,
                new Together(2, 1.75),
                Map.of(MemoryLevel.L1, 200.5, MemoryLevel.L2, 100.0, MemoryLevel.L3, 50.0, MemoryLevel.DRAM, 20.0));
        List<Message> messages = List.of(
                new Message.Progress(3, 9, "forward 1x2x3 relu"),
                new Message.Using("simd-512"),
                new Message.Measured("dW 1x2x3 none", "openblas", new Sample(1.5, 2.5, 0, Double.NaN, 7)),
                new Message.Accompanied(
                        new ForkResult.Accompanied("dW 1x2x3 none with a neighbour", "onednn", 1.5, 2.5, 20)),
                new Message.Measure(limits),
                new Message.Predicted(123456789L, 1, 2, Double.NaN),
                new Message.Skipped("dl4j", "not here"),
                new Message.Failed("wrong"));
        for (Message message : messages) {
            assertThat(Message.decode(Message.encode(message))).isEqualTo(message);
        }
    }

    @Test
    void linesOfOthersAreNotMessages() {
        assertThat(Message.decode("WARNING: something")).isNull();
        assertThat(Message.decode("")).isNull();
    }

    @Test
    void aMessageIsOneLine() {
        String line = Message.encode(new Message.Failed("first\nsecond\tthird"));
        assertThat(line).doesNotContain("\n");
        assertThat(Message.decode(line)).isEqualTo(new Message.Failed("first second third"));
    }
}

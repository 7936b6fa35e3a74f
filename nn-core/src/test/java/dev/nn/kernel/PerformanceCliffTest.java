package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operator;
import dev.nn.network.Formula;
import dev.nn.network.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What makes the library slow is said once, with its name. */
class PerformanceCliffTest {
    private final Logger logger = Logger.getLogger(PerformanceCliff.LOGGER);
    private final List<String> warnings = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            warnings.add(record.getLevel() + " " + new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    @Test
    void eachSubjectIsReportedOnce() {
        assertThat(PerformanceCliff.UNCOMPILED_KERNELS.report("this test", "it's slow"))
                .isTrue();
        assertThat(PerformanceCliff.UNCOMPILED_KERNELS.report("this test", "it's slow"))
                .isFalse();
        assertThat(PerformanceCliff.UNPREPARED_KERNELS.report("this test", "it's slow, too"))
                .isTrue();
        assertThat(warnings)
                .containsExactly(
                        "WARNING it's slow [uncompiled-kernels]", "WARNING it's slow, too [unprepared-kernels]");
    }

    @Test
    void theFallbackIsLoggedAsTheOthersAre() {
        assertThat(PerformanceCliff.SCALAR_KERNELS.report("this test", "slow")).isTrue();
        assertThat(warnings).containsExactly("WARNING slow [scalar-kernels]");
    }

    @Test
    void moreThreadsThanProcessorsAreNamed() {
        int processors = Runtime.getRuntime().availableProcessors(), threads = processors + 37;
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            Team.of(executor, threads).close();
            Team.of(executor, threads).close();
            Team.of(executor, 1).close();
        }
        assertThat(warnings)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("WARNING a team of " + threads + " threads has " + processors + " processor")
                .endsWith("[crowded-team]");
    }

    @Test
    void formulasAreNamed() {
        ExpressionBuilder b = new ExpressionBuilder(3);
        int x = b.input();
        Formula formula = new Formula(b.build(b.apply(Operator.MUL, x, b.number(0.123456))));
        formula.freeze(Precision.F32);
        formula.newPass(1, Team.single());
        assertThat(warnings)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("WARNING formula 3→3")
                .endsWith("[formula]");
    }
}

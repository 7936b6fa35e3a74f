package dev.nn.spark.command;

import dev.nn.training.History;
import java.util.concurrent.CancellationException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where Spark runs. */
final class Session {
    private static final String MASTER = "spark.master";

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "Where Spark runs (default: what spark-submit says, else local[*], all processors here).")
    private @Nullable String master;

    /**
     * The history of a training that has gone to its end.
     *
     * @throws CancellationException if it was interrupted; the thread isn't any longer, so that Spark can be stopped
     */
    static History completed(History history) {
        if (!history.interrupted()) return history;
        Thread.interrupted();
        throw new CancellationException("training was interrupted");
    }

    /** Opens the session; the caller stops it. */
    SparkSession open(String name) {
        SparkConf conf = new SparkConf().setAppName(name);
        if (master != null) conf.setMaster(master);
        if (!conf.contains(MASTER)) conf.setMaster("local[*]");
        if (conf.get(MASTER).startsWith("local")) {
            // Nobody else has to reach this driver; and no server for a page that nobody opens.
            conf.setIfMissing("spark.driver.host", "localhost");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            conf.setIfMissing("spark.ui.enabled", "false");
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }
}

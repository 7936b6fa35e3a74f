package dev.nn.spark;

import org.apache.spark.sql.SparkSession;

/** Spark in this JVM. */
public final class LocalSpark {
    private LocalSpark() {}

    /** A session on {@code master}; the caller stops it. */
    public static SparkSession open(String master) {
        return SparkSession.builder()
                .master(master)
                .appName("test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
    }
}

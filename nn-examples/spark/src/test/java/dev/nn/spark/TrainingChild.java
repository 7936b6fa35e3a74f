package dev.nn.spark;

import dev.nn.format.Safetensors;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A driver in a process of its own, which tests kill, or whose executors they kill. It prints a line for every step.
 *
 * <p>Arguments: the master, the file for the network, the folder for checkpoints or "-", local steps, milliseconds to
 * wait after each exchange.
 */
final class TrainingChild {
    static final int PARTITIONS = 7;

    private TrainingChild() {}

    public static void main(String[] args) throws IOException {
        String path = System.getProperty("java.class.path");
        SparkConf conf = new SparkConf()
                .setMaster(args[0])
                .setAppName("child")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.executor.extraClassPath", path)
                .set("spark.executor.memory", "512m");
        Network network = Blobs.network();
        long pause = Long.parseLong(args[4]);
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            SparkTrainer trainer = SparkTrainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(0.01))
                    .batchSize(32)
                    .epochs(6)
                    .localSteps(Integer.parseInt(args[3]))
                    .seed(8)
                    .listener(new TrainingListener() {
                        @Override
                        public void onStep(int epoch, int step, int steps, int rows, double loss) {
                            System.out.println("step " + epoch + " " + step);
                            try {
                                Thread.sleep(pause);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    });
            if (!args[2].equals("-")) trainer.checkpoint(args[2], 4);
            trainer.fit(spark.parallelize(Blobs.examples(300), PARTITIONS));
        }
        Safetensors.write(Path.of(args[1]), network);
        System.out.println("done");
    }

    /**
     * Starts it.
     *
     * @param folder for the home that Spark's workers want
     */
    static Process start(Path folder, String... arguments) throws IOException {
        Files.createDirectories(folder.resolve("home/jars"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TrainingChild.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile());
        builder.environment()
                .putAll(Map.of("SPARK_HOME", folder.resolve("home").toString(), "SPARK_SCALA_VERSION", "2.13"));
        return builder.start();
    }
}

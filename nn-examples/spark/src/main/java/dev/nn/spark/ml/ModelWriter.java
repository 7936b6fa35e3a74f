package dev.nn.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/** Saves a stage: Spark's metadata and a safetensors file, in a folder on any file system that Hadoop knows. */
final class ModelWriter extends MLWriter {
    private final Params stage;
    private final ModelFile.Contents contents;

    ModelWriter(Params stage, ModelFile.Contents contents) {
        this.stage = stage;
        this.contents = contents;
    }

    @Override
    public void saveImpl(String folder) {
        new DefaultParamsWriter(stage).session(sparkSession()).saveImpl(folder);
        Configuration configuration = sparkSession().sessionState().newHadoopConf();
        Path to = new Path(folder, ModelFile.NAME);
        try {
            java.nio.file.Path local = Files.createTempFile("nn", ".safetensors");
            try {
                contents.write(local);
                to.getFileSystem(configuration).copyFromLocalFile(false, true, new Path(local.toUri()), to);
            } finally {
                Files.deleteIfExists(local);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

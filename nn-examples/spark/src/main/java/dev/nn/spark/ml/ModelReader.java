package dev.nn.spark.ml;

import dev.nn.safetensors.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsReader.Metadata;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Loads what {@link ModelWriter} has saved.
 *
 * @param <T> the stage
 */
final class ModelReader<T extends Params> extends MLReader<T> {
    private final ModelFile.Reading<T> reading;

    ModelReader(ModelFile.Reading<T> reading) {
        this.reading = reading;
    }

    @Override
    public T load(String folder) {
        Metadata metadata = DefaultParamsReader$.MODULE$.loadMetadata(folder, sparkSession());
        Path from = new Path(folder, ModelFile.NAME);
        try (InputStream in = from.getFileSystem(sparkSession().sessionState().newHadoopConf())
                        .open(from);
                SafetensorsFile file = SafetensorsFile.read(from.toString(), in)) {
            T stage = reading.read(metadata.uid(), file);
            metadata.getAndSetParams(stage, Option.empty());
            return stage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

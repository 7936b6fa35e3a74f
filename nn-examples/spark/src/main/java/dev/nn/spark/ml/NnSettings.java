package dev.nn.spark.ml;

import dev.nn.activation.Activation;
import dev.nn.spark.SparkTrainer;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameters of the estimators, with what is allowed and what is usual. */
public final class NnSettings implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final List<String> NAMES =
            Activation.all().stream().map(Activation::name).toList();

    final IntArrayParam hiddenLayers;
    final Param<String> activation;
    final DoubleParam learningRate;
    final DoubleParam weightDecay;
    final IntParam batchSize;
    final IntParam epochs;
    final IntParam partitions;
    final IntParam localSteps;
    final LongParam seed;
    final Param<String> weightCol;

    NnSettings(Params owner) {
        hiddenLayers = new IntArrayParam(owner, "hiddenLayers", "units of the hidden layers");
        activation = new Param<>(
                owner,
                "activation",
                "of the hidden layers; not set: gelu; one of " + String.join(", ", NAMES),
                ParamValidators.inArray(NAMES));
        learningRate = new DoubleParam(
                owner,
                "learningRate",
                "first learning rate of AdamW; it falls to 0 along half a cosine",
                ParamValidators.gt(0));
        weightDecay =
                new DoubleParam(owner, "weightDecay", "weight decay of AdamW; not set: 0.01", ParamValidators.gtEq(0));
        batchSize = new IntParam(
                owner, "batchSize", "rows per step; not set: 32, up to 256 in large tables", ParamValidators.gt(0));
        epochs = new IntParam(
                owner,
                "epochs",
                "how often the rows are gone through; not set: 100, more if that were less than 2,000 steps",
                ParamValidators.gt(0));
        partitions = new IntParam(
                owner,
                "partitions",
                "parts that the rows are cut into, whatever the table's are; not set: what the number of rows suggests, 1 for up to 100,000",
                ParamValidators.gt(0));
        localSteps = new IntParam(
                owner,
                "localSteps",
                "steps of each partition by itself before all are averaged; 0: every step is taken together",
                ParamValidators.gtEq(0));
        seed = new LongParam(owner, "seed", "the same seed gives the same model, bit for bit");
        weightCol = new Param<>(owner, "weightCol", "column with the rows' weights; not set: all rows count the same");
        owner.setDefault(hiddenLayers, new int[] {64, 32});
        owner.setDefault(learningRate, (Object) 0.002);
        owner.setDefault(localSteps, (Object) SparkTrainer.LOCAL_STEPS);
        owner.setDefault(seed, (Object) 1L);
    }
}

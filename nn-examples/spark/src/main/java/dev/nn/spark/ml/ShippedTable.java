package dev.nn.spark.ml;

import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.spark.NetworkBytes;
import dev.nn.table.Schema;
import dev.nn.table.TableModel;
import java.io.Serial;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;

/** A model of a table whose features are vectors, on its way to the executors; each of them
 * freezes it once. */
final class ShippedTable implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final ShippedSchema schema;
    private final ShippedNetwork network;

    ShippedTable(Schema schema, Network network) {
        this.schema = new ShippedSchema(schema);
        this.network = new ShippedNetwork(NetworkBytes.of(network));
    }

    Schema schema() {
        return schema.schema();
    }

    /** Numbers in a vector of features. */
    int features() {
        return schema().columns().size();
    }

    /** How an executor reads the vectors. */
    VectorFeatures reader(int column) {
        return new VectorFeatures(column, schema);
    }

    /** The same model for {@code nn predict} and for programs without Spark. */
    TableModel tableModel() {
        return new TableModel(schema(), NetworkBytes.network(network.bytes()));
    }

    /** This executor's model. */
    Model model() {
        return network.model();
    }

    /** The network's outputs for one vector. */
    double[] outputs(Vector features) {
        float[] x = new float[schema().inputs()];
        VectorFeatures.encode(schema(), features.toArray(), x, 0);
        float[] y = model().predict(x);
        double[] outputs = new double[y.length];
        for (int j = 0; j < y.length; j++) outputs[j] = y[j];
        return outputs;
    }
}

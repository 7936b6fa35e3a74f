package dev.nn.spark.ml;

import dev.nn.table.Schema;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A schema on its way to the executors, as JSON; each of them reads it once. */
final class ShippedSchema implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final String json;

    @SuppressWarnings("serial") // Not sent: every executor makes its own.
    private transient @Nullable Schema schema;

    ShippedSchema(Schema schema) {
        json = schema.toJson();
        this.schema = schema;
    }

    /** This executor's schema. */
    synchronized Schema schema() {
        Schema here = schema;
        if (here == null) {
            try {
                here = Schema.parse("the model", json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            schema = here;
        }
        return here;
    }
}

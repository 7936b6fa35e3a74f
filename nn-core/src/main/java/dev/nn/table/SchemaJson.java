package dev.nn.table;

import dev.nn.data.DataFormatException;
import dev.nn.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a {@link Schema} in a file: a JSON object.
 *
 * <pre>
 * {"version":1,
 *  "target":{"name":"species","task":"classification","classes":["setosa","virginica"]},
 *  "columns":[{"name":"width","kind":"numeric","mean":3.1,"deviation":0.4,"missing":"indicator","indicator":false},…]}
 * </pre>
 *
 * <p>Where a column isn't read plainly, it has a {@link ReadingJson} too, and the version is 2.
 */
final class SchemaJson {
    private static final long PLAIN = 1;
    private static final long WITH_READINGS = 2;

    private SchemaJson() {}

    static String write(Schema schema) {
        Map<String, Object> json = new LinkedHashMap<>();
        boolean plain = schema.target().reading().equals(Reading.PLAIN)
                && schema.columns().stream().allMatch(column -> column.reading().equals(Reading.PLAIN));
        json.put("version", plain ? PLAIN : WITH_READINGS);
        json.put("target", target(schema.target()));
        json.put("columns", schema.columns().stream().map(SchemaJson::column).toList());
        return Json.write(json);
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", target.name());
        json.put("task", target.task().label());
        switch (target) {
            case ClassTarget classes -> json.put("classes", classes.classes());
            case NumberTarget number -> {
                json.put("mean", number.mean());
                json.put("deviation", number.deviation());
            }
        }
        ReadingJson.put(json, target.reading());
        return json;
    }

    private static Map<String, Object> column(Column column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", column.name());
        json.put("kind", column.kind());
        switch (column) {
            case NumericColumn numeric -> {
                json.put("mean", numeric.mean());
                json.put("deviation", numeric.deviation());
                json.put("missing", numeric.missing().label());
                json.put("indicator", numeric.indicator());
            }
            case CategoricalColumn categorical -> {
                json.put("categories", categorical.categories());
                json.put("other", categorical.other());
                json.put("mostFrequent", categorical.mostFrequent());
                json.put("missing", categorical.missing().label());
                json.put("indicator", categorical.indicator());
                json.put("unknown", categorical.unknown().label());
            }
            case IgnoredColumn ignored -> json.put("reason", ignored.reason());
        }
        ReadingJson.put(json, column.reading());
        return json;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param file what messages call the file
     * @param json null if the file has none
     * @throws DataFormatException if it doesn't describe a schema
     */
    static Schema read(String file, @Nullable String json) throws DataFormatException {
        if (json == null) throw damaged(file, "no entry '%s'".formatted(TableModel.METADATA), null);
        try {
            Fields root = new Fields("the schema", Json.parse(json));
            double version = root.number("version");
            if (version != PLAIN && version != WITH_READINGS)
                throw new TableException("a version this nn doesn't know");
            List<Column> columns = new ArrayList<>();
            for (Object column : root.list("columns")) columns.add(column(new Fields("a column", column)));
            return new Schema(columns, target(new Fields("the target", root.get("target"))));
        } catch (IllegalArgumentException e) {
            throw damaged(file, e.getMessage(), e);
        }
    }

    static DataFormatException damaged(String file, @Nullable String found, @Nullable Exception cause) {
        DataFormatException damaged = new DataFormatException(
                file, "metadata", 0, "the schema of a table", found == null ? "something else" : found);
        if (cause != null) damaged.initCause(cause);
        return damaged;
    }

    private static Target target(Fields json) {
        String name = json.text("name");
        Reading reading = ReadingJson.read(json);
        return switch (Task.named(json.text("task"))) {
            case CLASSIFICATION -> new ClassTarget(name, json.texts("classes"), reading);
            case REGRESSION -> new NumberTarget(name, json.number("mean"), json.number("deviation"), reading);
        };
    }

    private static Column column(Fields json) {
        String name = json.text("name"), kind = json.text("kind");
        Reading reading = ReadingJson.read(json);
        return switch (kind) {
            case NumericColumn.KIND ->
                new NumericColumn(
                        name,
                        json.number("mean"),
                        json.number("deviation"),
                        MissingPolicy.named(json.text("missing")),
                        json.truth("indicator"),
                        reading);
            case CategoricalColumn.KIND ->
                new CategoricalColumn(
                        name,
                        json.texts("categories"),
                        json.truth("other"),
                        json.text("mostFrequent"),
                        MissingPolicy.named(json.text("missing")),
                        json.truth("indicator"),
                        UnknownPolicy.named(json.text("unknown")),
                        reading);
            case IgnoredColumn.KIND -> new IgnoredColumn(name, json.text("reason"));
            default -> throw new TableException("column '%s' of unknown kind '%s'".formatted(name, kind));
        };
    }
}

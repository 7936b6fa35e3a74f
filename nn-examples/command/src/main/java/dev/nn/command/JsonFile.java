package dev.nn.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nn.format.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON file made of maps, lists, strings, numbers and booleans; NaN and infinities become null. */
public final class JsonFile {
    private JsonFile() {}

    /** Writes {@code content} to {@code file}, atomically. */
    public static void write(Path file, Map<String, ?> content) throws IOException {
        AtomicFile.write(file, out -> {
            try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                json.useDefaultPrettyPrinter();
                write(json, content);
                json.writeRaw('\n');
            }
        });
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Number number -> write(json, number.doubleValue());
            case List<?> list -> {
                json.writeStartArray();
                for (Object element : list) write(json, element);
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            default -> json.writeString(value.toString());
        }
    }

    private static void write(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) json.writeNumber(number);
        else json.writeNull();
    }
}

package dev.nn.examples.playground;

import dev.nn.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a page has to know of an experiment once: its settings, its points, the widths of its layers. */
final class Setup {
    private final Settings settings;
    private final PointSet points;
    private final int trained;

    Setup(Experiment experiment) {
        settings = experiment.settings();
        points = experiment.points();
        trained = experiment.train().size();
    }

    Settings settings() {
        return settings;
    }

    String json() {
        return Json.write(values());
    }

    /** By their names in JSON. */
    Map<String, Object> values() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("settings", settings.toString());
        json.put("regression", settings.data().isRegression());
        json.put("trained", trained);
        json.put("xy", base64(points.xy()));
        json.put("target", base64(points.target()));
        json.put("names", points.names());
        return json;
    }

    /** Little-endian, as browsers read them. */
    static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}

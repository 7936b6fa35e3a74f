package dev.nn.examples.playground;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.json.Json;
import dev.nn.optimizer.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the page lets one choose from, as JSON: the page itself knows no names of the library. */
final class PageOptions {
    static final String FILE = "options.json";

    private PageOptions() {}

    static String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("defaults", SettingsText.DEFAULTS);
        json.put("activations", Activation.all().stream().map(Activation::name).toList());
        json.put("optimizers", Optimizer.names());
        json.put("initializers", Initializer.names());
        json.put("presets", Preset.ALL.stream().map(PageOptions::json).toList());
        return Json.write(json);
    }

    /** A preset as the page shows it. */
    static Map<String, Object> json(Preset preset) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", preset.name());
        json.put("title", preset.title());
        json.put("what", preset.what());
        json.put("lesson", preset.lesson());
        json.put("settings", preset.settings());
        return json;
    }
}

package dev.nn.examples.playground;

import dev.nn.json.Json;
import dev.nn.kernel.DenseKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** The playground without a server: one HTML file with some recorded runs, to be scrubbed through and looked into. */
public final class RecordedPlayground {
    /** What the page needs of the live page's scripts, in the order of {@link Page#SCRIPTS}, and its own. */
    private static final List<String> SCRIPTS = List.of(
            "settings.js",
            "colours.js",
            "drawing.js",
            "network.js",
            "output.js",
            "charts.js",
            "inspector.js",
            "explanation.js",
            "view.js",
            "recorded.js");

    private final List<RecordedRun> runs;

    private RecordedPlayground(List<RecordedRun> runs) {
        this.runs = List.copyOf(runs);
    }

    /**
     * Trains and records every preset that is to be.
     *
     * @param seeds the seed of the n-th of them, from 0; negative for the preset's own
     * @param rates learning rates of presets that are not to have their own, by name
     */
    public static RecordedPlayground of(DenseKernels kernels, IntToLongFunction seeds, Map<String, Double> rates) {
        List<RecordedRun> runs = new ArrayList<>();
        for (Preset preset : Preset.ALL) {
            if (preset.steps() == 0) continue;
            Settings settings = SettingsText.parse(preset.settings());
            Double rate = rates.get(preset.name());
            if (rate != null) settings = settings.withRate(rate);
            long seed = seeds.applyAsLong(runs.size());
            runs.add(RecordedRun.of(preset, seed < 0 ? settings : settings.withSeed(seed), kernels));
        }
        return new RecordedPlayground(runs);
    }

    public List<RecordedRun> runs() {
        return runs;
    }

    /** The run of the preset of that name. */
    public RecordedRun run(String name) {
        return runs.stream()
                .filter(run -> run.preset().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("preset '%s' isn't recorded".formatted(name)));
    }

    /** The page. */
    public String html() throws IOException {
        String data =
                Json.write(Map.of("runs", runs.stream().map(RecordedRun::json).toList()));
        return text("recorded.html")
                .replace("${style}", text("style.css"))
                .replace("${script}", script())
                // No text in it can end the element that it stands in.
                .replace("${data}", data.replace("<", "\\u003c"));
    }

    /** All scripts as one: from a file a browser imports nothing. */
    private static String script() throws IOException {
        StringBuilder script = new StringBuilder();
        for (String name : SCRIPTS) {
            script.append(text(name).replaceAll("(?m)^import .*\\n", "").replaceAll("(?m)^export ", ""))
                    .append('\n');
        }
        return script.toString();
    }

    private static String text(String name) throws IOException {
        return new String(Page.resource(name), StandardCharsets.UTF_8);
    }
}

package dev.nn.examples.playground;

import dev.nn.json.JsonMembers;
import java.util.List;

/** What a page may tell its session to do, as JSON: {@code {"do":"play"}}. */
sealed interface PlayCommand {
    record Play() implements PlayCommand {}

    record Pause() implements PlayCommand {}

    /** One batch. */
    record Step() implements PlayCommand {}

    /** Back to the start weights. */
    record Reset() implements PlayCommand {}

    record Configure(Settings settings) implements PlayCommand {}

    /** Other points of the same kind; the network stays as it is. */
    record Points(long seed) implements PlayCommand {}

    /**
     * How fast to train.
     *
     * @param stepsPerSecond positive; infinity for as many as can be
     */
    record Speed(double stepsPerSecond) implements PlayCommand {}

    /**
     * One weight by hand.
     *
     * @param layer from 0, the last is the output's
     * @param from unit of the layer before, or −1 for the bias
     * @param to unit
     */
    record Weight(int layer, int from, int to, double value) implements PlayCommand {}

    /**
     * What to show large.
     *
     * @param unit whose picture is the large one: hidden ones in order, then the output
     */
    record Show(int unit) implements PlayCommand {}

    /** In place of a number of steps a second. */
    String MOST = "max";

    /**
     * Reads a command.
     *
     * @throws IllegalArgumentException in one line that says what is wrong
     */
    static PlayCommand parse(String text) {
        JsonMembers json = JsonMembers.parse(text);
        String what = json.string("do");
        PlayCommand command = switch (what) {
            case "play" -> new Play();
            case "pause" -> new Pause();
            case "step" -> new Step();
            case "reset" -> new Reset();
            case "configure" -> new Configure(SettingsText.parse(json.string("settings")));
            case "points" -> new Points(json.integer("seed", 0, Long.MAX_VALUE));
            case "speed" -> new Speed(speed(json.string("speed")));
            case "weight" ->
                new Weight(
                        json.integer("layer", 0, Settings.MOST_LAYERS),
                        json.integer("from", -1, Settings.MOST_UNITS),
                        json.integer("to", 0, Settings.MOST_UNITS),
                        json.number("value"));
            case "show" -> new Show(json.integer("unit", 0, Settings.MOST_LAYERS * Settings.MOST_UNITS));
            default ->
                throw json.wrong("do", "play, pause, step, reset, configure, points, speed, weight or show", what);
        };
        List<String> known = members(command);
        for (String key : json.keys()) {
            if (!key.equals("do") && !known.contains(key)) {
                throw new IllegalArgumentException("%s: not known to '%s'".formatted(key, what));
            }
        }
        return command;
    }

    private static List<String> members(PlayCommand command) {
        return switch (command) {
            case Configure ignored -> List.of("settings");
            case Points ignored -> List.of("seed");
            case Speed ignored -> List.of("speed");
            case Weight ignored -> List.of("layer", "from", "to", "value");
            case Show ignored -> List.of("unit");
            default -> List.of();
        };
    }

    private static double speed(String text) {
        if (text.equals(MOST)) return Double.POSITIVE_INFINITY;
        try {
            double value = Double.parseDouble(text);
            if (value >= 1 && value <= 1e6) return value;
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("speed: expected max, or steps a second from 1 to 1000000, found " + text);
    }
}

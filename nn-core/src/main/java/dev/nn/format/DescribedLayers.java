package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.json.Json;
import dev.nn.json.JsonException;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The check that the layers which a program gives are those that a file describes. Shapes alone would let another activation
 * pass, or a layer that was forgotten, and the network would answer other numbers. Dropout may differ: it has no part in
 * answers.
 */
final class DescribedLayers {
    private DescribedLayers() {}

    /**
     * Compares a network with what a file says of its own, if it says anything.
     *
     * @throws DataFormatException naming the first layer that differs
     */
    static void check(SafetensorsFile file, Network network) throws DataFormatException {
        String description = file.metadata().get(Safetensors.NETWORK);
        if (description == null) return;
        Object said;
        try {
            said = Json.parse(description);
        } catch (JsonException e) {
            throw wrong(file, "metadata '%s'".formatted(Safetensors.NETWORK), "a network", e.getMessage());
        }
        Object given = Json.parse(Architecture.write(network));
        List<?> expected = layers(said), found = layers(given);
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
            Object one = i < expected.size() ? expected.get(i) : null, other = i < found.size() ? found.get(i) : null;
            if (one == null || !one.equals(other)) throw other(file, "layer " + i, one, other);
        }
        Object in = of(said, Architecture.INPUT), givenIn = of(given, Architecture.INPUT);
        if (in == null || !in.equals(givenIn)) throw other(file, Architecture.INPUT, in, givenIn);
    }

    /** The layers without dropout, at any depth. */
    private static List<?> layers(@Nullable Object description) {
        return withoutDropout(of(description, Architecture.LAYERS)) instanceof List<?> layers ? layers : List.of();
    }

    private static @Nullable Object of(@Nullable Object json, String key) {
        return json instanceof Map<?, ?> map ? map.get(key) : null;
    }

    private static @Nullable Object withoutDropout(@Nullable Object json) {
        return switch (json) {
            case List<?> list -> {
                List<@Nullable Object> kept = new ArrayList<>();
                for (Object item : list) {
                    Object type = of(item, Architecture.TYPE);
                    boolean drops = Architecture.DROPOUT.equals(type) || ImageLayers.SPATIAL_DROPOUT.equals(type);
                    if (!drops) kept.add(withoutDropout(item));
                }
                yield kept;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
                map.forEach((key, value) -> kept.put(key, withoutDropout(value)));
                yield kept;
            }
            case null, default -> json;
        };
    }

    private static DataFormatException other(
            SafetensorsFile file, String place, @Nullable Object expected, @Nullable Object found) {
        return wrong(
                file,
                "the file's %s is another than the one given".formatted(place),
                text(expected) + ", or Safetensors.readNetwork(path), which takes the file's layers",
                text(found));
    }

    private static String text(@Nullable Object json) {
        return json == null ? "nothing" : Json.write(json);
    }

    private static DataFormatException wrong(
            SafetensorsFile file, String problem, String expected, @Nullable String found) {
        return new DataFormatException(file.name(), problem, Long.BYTES, expected, String.valueOf(found));
    }
}

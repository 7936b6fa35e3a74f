package dev.nn.examples.playground;

import dev.nn.activation.Activation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@link Settings} as they stand in an address: {@code data=spiral&layers=8,8&activation=relu}. What isn't given is as in
 * {@link #DEFAULTS}.
 */
final class SettingsText {
    /** What the page shows first. */
    static final String DEFAULTS =
            "data=circle&noise=0&train=50&batch=10&x=x1,x2&layers=4,2&activation=tanh&loss=squares&optimizer=sgd"
                    + "&rate=0.03&penalty=none&lambda=0&dropout=0&init=glorot-uniform&seed=1&dataseed=1&points=";

    private static final Map<String, String> DEFAULT_VALUES = split(DEFAULTS);
    private static final String SQUARES = "squares", CROSS_ENTROPY = "cross-entropy", ALL = "all";

    private SettingsText() {}

    /**
     * Reads settings.
     *
     * @throws IllegalArgumentException naming what is wrong and what was expected, in one line
     */
    static Settings parse(String text) {
        Map<String, String> given = new LinkedHashMap<>(DEFAULT_VALUES), own = split(text);
        Set<String> unknown = own.keySet().stream()
                .filter(key -> !DEFAULT_VALUES.containsKey(key))
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown setting '%s'; known: %s"
                    .formatted(first(unknown), String.join(", ", DEFAULT_VALUES.keySet())));
        }
        given.putAll(own);
        Values values = new Values(given);
        return new Settings(
                values.choice("data", Settings.Data.class),
                values.integer("noise"),
                values.integer("train"),
                values.text("batch").equals(ALL) ? 0 : values.integer("batch"),
                values.list("x").stream().map(Feature::named).toList(),
                values.integers("layers"),
                Activation.named(values.text("activation")),
                values.either("loss", SQUARES, CROSS_ENTROPY),
                values.text("optimizer"),
                values.number("rate"),
                values.choice("penalty", Settings.Penalty.class),
                values.number("lambda"),
                values.number("dropout"),
                values.text("init"),
                values.whole("seed"),
                values.whole("dataseed"),
                OwnPoint.parse(values.text("points")));
    }

    private static String first(Set<String> keys) {
        return keys.iterator().next();
    }

    /** Writes all of them; {@link #parse} gives back equal ones. */
    static String write(Settings settings) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("data", settings.data().name().toLowerCase(Locale.ROOT));
        values.put("noise", settings.noise() + "");
        values.put("train", settings.train() + "");
        values.put("batch", settings.batch() == 0 ? ALL : settings.batch() + "");
        values.put("x", settings.features().stream().map(Feature::key).collect(Collectors.joining(",")));
        values.put("layers", settings.layers().stream().map(String::valueOf).collect(Collectors.joining(",")));
        values.put("activation", settings.activation().name());
        values.put("loss", settings.crossEntropy() ? CROSS_ENTROPY : SQUARES);
        values.put("optimizer", settings.optimizer());
        values.put("rate", number(settings.rate()));
        values.put("penalty", settings.penalty().name().toLowerCase(Locale.ROOT));
        values.put("lambda", number(settings.lambda()));
        values.put("dropout", number(settings.dropout()));
        values.put("init", settings.initializer());
        values.put("seed", settings.seed() + "");
        values.put("dataseed", settings.dataSeed() + "");
        values.put("points", OwnPoint.text(settings.own()));
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
    }

    /** As JavaScript writes it: 3, 0.03, 0.00001. */
    static String number(double value) {
        return new java.math.BigDecimal(String.valueOf(value))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Map<String, String> split(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text.isEmpty()) return values;
        for (String part : text.split("&", -1)) {
            int at = part.indexOf('=');
            if (at < 1) throw new IllegalArgumentException("expected name=value, found '%s'".formatted(part));
            String key = part.substring(0, at);
            String value;
            try {
                value = URLDecoder.decode(part.substring(at + 1), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("%s: not a text of an address".formatted(key), e);
            }
            if (values.put(key, value) != null) throw new IllegalArgumentException(key + ": given twice");
        }
        return values;
    }

    /** Texts by name, read as what they should be. */
    private record Values(Map<String, String> texts) {
        String text(String key) {
            return texts.getOrDefault(key, "");
        }

        List<String> list(String key) {
            return text(key).isEmpty() ? List.of() : Arrays.asList(text(key).split(",", -1));
        }

        int integer(String key) {
            return parsed(key, "a whole number", text(key), Integer::parseInt);
        }

        long whole(String key) {
            return parsed(key, "a whole number", text(key), Long::parseLong);
        }

        List<Integer> integers(String key) {
            return list(key).stream()
                    .map(text -> parsed(key, "whole numbers", text, Integer::parseInt))
                    .toList();
        }

        double number(String key) {
            return parsed(key, "a number", text(key), Double::parseDouble);
        }

        boolean either(String key, String no, String yes) {
            if (text(key).equals(no)) return false;
            if (text(key).equals(yes)) return true;
            throw wrong(key, no + " or " + yes, text(key), null);
        }

        <E extends Enum<E>> E choice(String key, Class<E> type) {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().toLowerCase(Locale.ROOT).equals(text(key))) return constant;
            }
            String known = Arrays.stream(type.getEnumConstants())
                    .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw wrong(key, "one of " + known, text(key), null);
        }

        private interface Reading<T> {
            T read(String text);
        }

        private static <T> T parsed(String key, String expected, String text, Reading<T> reading) {
            try {
                return reading.read(text);
            } catch (NumberFormatException e) {
                throw wrong(key, expected, text, e);
            }
        }

        private static IllegalArgumentException wrong(
                String key, String expected, String found, @org.jspecify.annotations.Nullable Exception cause) {
            String shown = found.length() > 60 ? found.substring(0, 60) + "…" : found;
            return new IllegalArgumentException("%s: expected %s, found '%s'".formatted(key, expected, shown), cause);
        }
    }
}

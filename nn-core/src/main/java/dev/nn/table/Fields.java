package dev.nn.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, each of an expected type. */
record Fields(String what, Map<?, ?> object) {
    Fields(String what, @Nullable Object json) {
        this(what, json instanceof Map<?, ?> map ? map : Map.of());
    }

    @Nullable
    Object get(String key) {
        return object.get(key);
    }

    String text(String key) {
        if (get(key) instanceof String text) return text;
        throw wrong(key, "text");
    }

    double number(String key) {
        if (get(key) instanceof Number number) return number.doubleValue();
        throw wrong(key, "number");
    }

    boolean truth(String key) {
        if (get(key) instanceof Boolean truth) return truth;
        throw wrong(key, "true or false");
    }

    List<?> list(String key) {
        if (get(key) instanceof List<?> list) return list;
        throw wrong(key, "list");
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(key)) {
            if (!(element instanceof String text)) throw wrong(key, "list of texts");
            texts.add(text);
        }
        return texts;
    }

    private TableException wrong(String key, String expected) {
        return new TableException("%s without '%s' (%s)".formatted(what, key, expected));
    }
}

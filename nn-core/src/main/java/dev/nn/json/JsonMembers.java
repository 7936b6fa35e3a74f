package dev.nn.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a parsed text that knows where it stands, so that a member that is missing or wrong can be named. */
public final class JsonMembers {
    private final String where;
    private final Map<?, ?> members;

    private JsonMembers(String where, Map<?, ?> members) {
        this.where = where;
        this.members = members;
    }

    /**
     * Reads a text that is an object.
     *
     * @throws JsonException if it isn't
     */
    public static JsonMembers parse(String text) {
        if (Json.parse(text) instanceof Map<?, ?> members) return new JsonMembers("", members);
        throw new JsonException(0, "an object", "another value");
    }

    /** A whole number between two bounds, both included. */
    public int integer(String key, int least, int most) {
        return (int) integer(key, (long) least, most);
    }

    /** A whole number between two bounds, both included. */
    public long integer(String key, long least, long most) {
        Object value = members.get(key);
        if (value instanceof Long number && number >= least && number <= most) return number;
        throw wrong(key, least == most ? least + "" : "an integer from %d to %d".formatted(least, most), value);
    }

    /** Any number. */
    public double number(String key) {
        if (members.get(key) instanceof Number number) return number.doubleValue();
        throw wrong(key, "a number", members.get(key));
    }

    /** A string. */
    public String string(String key) {
        if (members.get(key) instanceof String string) return string;
        throw wrong(key, "a string", members.get(key));
    }

    /** An object. */
    public JsonMembers object(String key) {
        if (members.get(key) instanceof Map<?, ?> map) return new JsonMembers(where + key + ".", map);
        throw wrong(key, "an object", members.get(key));
    }

    /** An array of objects. */
    public List<JsonMembers> objects(String key) {
        if (!(members.get(key) instanceof List<?> list)) throw wrong(key, "an array of objects", members.get(key));
        List<JsonMembers> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) throw wrong(key, "an array of objects", element);
            objects.add(new JsonMembers("%s%s[%d].".formatted(where, key, objects.size()), map));
        }
        return objects;
    }

    /** A list of so many whole numbers between two bounds, both included. */
    public int[] integers(String key, int count, int least, int most) {
        String expected = "%d integers from %d to %d".formatted(count, least, most);
        if (!(members.get(key) instanceof List<?> list) || list.size() != count) {
            throw wrong(key, expected, members.get(key));
        }
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            if (!(list.get(i) instanceof Long number) || number < least || number > most) {
                throw wrong(key, expected, list);
            }
            numbers[i] = (int) (long) number;
        }
        return numbers;
    }

    /** Whether a member is a list. */
    public boolean isList(String key) {
        return members.get(key) instanceof List<?>;
    }

    /** True or false. */
    public boolean truth(String key) {
        if (members.get(key) instanceof Boolean truth) return truth;
        throw wrong(key, "true or false", members.get(key));
    }

    /** A list of strings. */
    public List<String> strings(String key) {
        if (!(members.get(key) instanceof List<?> list)) throw wrong(key, "a list of strings", members.get(key));
        List<String> strings = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String string)) throw wrong(key, "a list of strings", element);
            strings.add(string);
        }
        return strings;
    }

    /** The keys, in the text's order. */
    public List<String> keys() {
        return members.keySet().stream().map(String::valueOf).toList();
    }

    /** The exception that says that a member is not as it should be. */
    public IllegalArgumentException wrong(String key, String expected, @Nullable Object found) {
        String value = String.valueOf(found);
        return new IllegalArgumentException("%s%s: expected %s, found %s"
                .formatted(where, key, expected, value.length() > 100 ? value.substring(0, 100) + "…" : value));
    }
}

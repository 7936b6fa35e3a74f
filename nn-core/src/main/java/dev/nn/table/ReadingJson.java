package dev.nn.table;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a {@link Reading} in a file, beside what else a column or target has; nothing if it is plain.
 *
 * <pre>{"reading":{"missing":["unknown"],"decimal":",","group":".","unit":"€","brackets":false}}</pre>
 */
final class ReadingJson {
    private static final String KEY = "reading";

    private ReadingJson() {}

    static void put(Map<String, Object> json, Reading reading) {
        if (reading.equals(Reading.PLAIN)) return;
        Notation notation = reading.notation();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("missing", List.copyOf(reading.missing()));
        fields.put("decimal", mark(notation.decimal()));
        fields.put("group", mark(notation.group()));
        fields.put("unit", notation.unit());
        fields.put("brackets", notation.brackets());
        if (notation.minusBehind()) fields.put("minusBehind", true);
        if (notation.optionalUnit()) fields.put("optionalUnit", true);
        json.put(KEY, fields);
    }

    private static String mark(char mark) {
        return mark == Notation.NONE ? "" : String.valueOf(mark);
    }

    static Reading read(Fields column) {
        if (column.get(KEY) == null) return Reading.PLAIN;
        Fields json = new Fields("a reading", column.get(KEY));
        return new Reading(
                new HashSet<>(json.texts("missing")),
                new Notation(
                        mark(json, "decimal", ".,"),
                        mark(json, "group", ",.' "),
                        json.text("unit"),
                        json.truth("brackets"),
                        isTrue(json, "minusBehind"),
                        isTrue(json, "optionalUnit")));
    }

    /** Files have it only where it is true. */
    private static boolean isTrue(Fields json, String key) {
        return json.get(key) != null && json.truth(key);
    }

    private static char mark(Fields json, String key, String allowed) {
        String text = json.text(key);
        if (text.isEmpty() && !key.equals("decimal")) return Notation.NONE;
        if (text.length() == 1 && allowed.contains(text)) return text.charAt(0);
        throw new TableException("a reading with '%s' as %s mark".formatted(text, key));
    }
}

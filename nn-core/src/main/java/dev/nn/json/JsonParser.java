package dev.nn.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reader behind {@link Json#parse}: one method for each rule of the grammar. */
final class JsonParser {
    /** No number that means anything is longer. */
    private static final int MAX_NUMBER = 1000;

    private final String text;
    private int at;
    private int depth;
    private int values;

    JsonParser(String text) {
        this.text = text;
    }

    @Nullable
    Object parse() {
        Object value = value();
        space();
        if (at < text.length()) throw wrong("the end of the text");
        return value;
    }

    private @Nullable Object value() {
        space();
        if (++values > Json.MAX_VALUES) throw wrong("at most %d values".formatted(Json.MAX_VALUES));
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw wrong("a value");
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        enter();
        if (isNext('}')) return leave(members);
        do {
            space();
            int key = at;
            if (peek() != '"') throw wrong("a key in quotes");
            String name = string();
            if (members.containsKey(name)) {
                throw new JsonException(key, "a key that the object doesn't have yet", '"' + shortened(name) + '"');
            }
            space();
            expect(':');
            members.put(name, value());
        } while (isNext(','));
        space();
        expect('}');
        return leave(members);
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        enter();
        if (isNext(']')) return leave(elements);
        do elements.add(value());
        while (isNext(','));
        space();
        expect(']');
        return leave(elements);
    }

    private void enter() {
        if (++depth > Json.MAX_DEPTH) throw wrong("nesting of at most %d levels".formatted(Json.MAX_DEPTH));
        at++;
    }

    private <T> T leave(T container) {
        depth--;
        return container;
    }

    private String string() {
        expect('"');
        int start = at;
        while (isPlain(peek())) at++;
        // Nearly every string ends here, and then nothing had to be put together.
        if (peek() == '"') return text.substring(start, at++);
        StringBuilder unescaped = new StringBuilder().append(text, start, at);
        while (peek() != '"') {
            if (isPlain(peek())) unescaped.append((char) peek());
            else if (peek() == '\\') escape(unescaped);
            else throw wrong(peek() < 0 ? "the end of the string" : "an escape instead of a control character");
            at++;
        }
        at++;
        return unescaped.toString();
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    /** Reads an escape from its backslash to its last character, which stays the current one. */
    private void escape(StringBuilder to) {
        at++;
        switch (peek()) {
            case '"', '\\', '/' -> to.append((char) peek());
            case 'b' -> to.append('\b');
            case 'f' -> to.append('\f');
            case 'n' -> to.append('\n');
            case 'r' -> to.append('\r');
            case 't' -> to.append('\t');
            case 'u' -> unicode(to);
            default -> throw wrong("one of \"\\/bfnrtu");
        }
    }

    /** Reads {@code uXXXX}, or the two of them that make a character outside the basic plane. */
    private void unicode(StringBuilder to) {
        int start = at - 1;
        char first = hexadecimal();
        to.append(first);
        if (!Character.isSurrogate(first)) return;
        if (Character.isHighSurrogate(first) && text.startsWith("\\u", at + 1)) {
            at += 2;
            char second = hexadecimal();
            to.append(second);
            if (Character.isLowSurrogate(second)) return;
        }
        throw new JsonException(start, "both halves of a surrogate pair", "one");
    }

    private char hexadecimal() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            // Character.digit would take the digits of other scripts, too.
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) throw wrong("a hexadecimal digit");
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private Number number() {
        int start = at;
        boolean whole = true;
        if (peek() == '-') at++;
        if (peek() == '0') at++;
        else digits();
        if (peek() == '.') {
            whole = false;
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            whole = false;
            at++;
            if (peek() == '+' || peek() == '-') at++;
            digits();
        }
        if (at - start > MAX_NUMBER) {
            throw new JsonException(start, "a number of at most %d characters".formatted(MAX_NUMBER), at - start + "");
        }
        String number = text.substring(start, at);
        // A long has no −0.
        if (whole && !number.equals("-0")) {
            try {
                return Long.parseLong(number);
            } catch (NumberFormatException tooLarge) {
                // Then it is a double.
            }
        }
        double value = Double.parseDouble(number);
        if (Double.isInfinite(value)) throw new JsonException(start, "a number in double's range", shortened(number));
        return value;
    }

    private void digits() {
        if (!isDigit(peek())) throw wrong("a digit");
        while (isDigit(peek())) at++;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private @Nullable Object word(String word, @Nullable Object meaning) {
        if (!text.startsWith(word, at)) throw wrong("a value");
        at += word.length();
        return meaning;
    }

    /** Whether this comes next, which is then consumed. */
    private boolean isNext(char c) {
        space();
        if (peek() != c) return false;
        at++;
        return true;
    }

    private void expect(char c) {
        if (peek() != c) throw wrong("'" + c + "'");
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at++;
    }

    /** The current character; −1 at the end. */
    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private JsonException wrong(String expected) {
        int c = peek();
        String found = c < 0
                ? "the end of the text"
                : c < ' ' || c >= 0x7f ? "character U+%04X".formatted(c) : "'" + (char) c + "'";
        return new JsonException(at, expected, found);
    }

    private static String shortened(String s) {
        return s.length() <= 40 ? s : s.substring(0, 40) + "…";
    }
}

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * An expression in a template: Java's operators on numbers, 'words' and truth values, lists ({@code [1, 2]}, {@code
 * 0..rows} without its end), components ({@code f.name}), and {@link #plus}.
 */
final class Expression {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\d+|'[^']*'|\\w+|\\.\\.|\\|\\||&&|[=!<>]=|[-+*/%<>!?:.,()\\[\\]])");

    private final String text;
    private final Map<String, Object> names;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private Expression(String text, Map<String, Object> names) {
        this.text = text;
        this.names = names;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) throw wrong("'" + text.substring(end) + "'");
    }

    /** Its value: an Integer, String, Boolean, List, or whatever a name stands for. */
    static Object value(String text, Map<String, Object> names) {
        Expression expression = new Expression(text, names);
        Object value = expression.range();
        if (expression.at < expression.tokens.size()) throw expression.wrong(expression.tokens.get(expression.at));
        return value;
    }

    /** {@code " + n * step"}, left out or shortened where n is 0 or 1. */
    private static String plus(int n, Object step) {
        return n == 0 ? "" : n == 1 ? " + " + step : " + " + n + " * " + step;
    }

    private Object range() {
        Object from = choice();
        if (!take("..")) return from;
        return IntStream.range((int) from, (int) choice()).boxed().toList();
    }

    private Object choice() {
        Object condition = either();
        if (!take("?")) return condition;
        Object yes = choice();
        expect(":");
        Object no = choice();
        return (boolean) condition ? yes : no;
    }

    private Object either() {
        Object value = both();
        while (take("||")) value = (boolean) both() | (boolean) value;
        return value;
    }

    private Object both() {
        Object value = comparison();
        while (take("&&")) value = (boolean) comparison() & (boolean) value;
        return value;
    }

    private Object comparison() {
        Object left = sum();
        if (take("==")) return left.equals(sum());
        if (take("!=")) return !left.equals(sum());
        if (take("<=")) return (int) left <= (int) sum();
        if (take(">=")) return (int) left >= (int) sum();
        if (take("<")) return (int) left < (int) sum();
        if (take(">")) return (int) left > (int) sum();
        return left;
    }

    private Object sum() {
        Object value = product();
        while (true) {
            if (take("+")) {
                Object right = product();
                value = value instanceof Integer n && right instanceof Integer m
                        ? (Object) (n + m)
                        : "" + value + right;
            } else if (take("-")) value = (int) value - (int) product();
            else return value;
        }
    }

    private Object product() {
        Object value = unary();
        while (true) {
            if (take("*")) value = (int) value * (int) unary();
            else if (take("/")) value = (int) value / (int) unary();
            else if (take("%")) value = (int) value % (int) unary();
            else return value;
        }
    }

    private Object unary() {
        if (take("!")) return !(boolean) unary();
        if (take("-")) return -(int) unary();
        Object value = primary();
        while (true) {
            if (take("[")) {
                value = ((List<?>) value).get((int) choice());
                expect("]");
            } else if (take(".")) value = component(value, next());
            else return value;
        }
    }

    private Object primary() {
        String token = next();
        if (token.equals("(")) {
            Object value = choice();
            expect(")");
            return value;
        }
        if (token.equals("[")) return list("]");
        if (token.startsWith("'")) return token.substring(1, token.length() - 1);
        if (token.equals("true") || token.equals("false")) return Boolean.valueOf(token);
        if (Character.isDigit(token.charAt(0))) return Integer.valueOf(token);
        if (take("(")) return call(token, list(")"));
        Object value = names.get(token);
        if (value == null) throw wrong("the unknown name " + token);
        return value;
    }

    private List<Object> list(String end) {
        List<Object> values = new ArrayList<>();
        while (!take(end)) {
            values.add(choice());
            if (!take(",")) {
                expect(end);
                break;
            }
        }
        return values;
    }

    private Object call(String function, List<Object> arguments) {
        BinaryOperator<Integer> numbers = switch (function) {
            case "min" -> Math::min;
            case "max" -> Math::max;
            default -> null;
        };
        if (numbers != null) return numbers.apply((int) arguments.get(0), (int) arguments.get(1));
        if (function.equals("plus")) return plus((int) arguments.get(0), arguments.get(1));
        throw wrong("the unknown function " + function);
    }

    private Object component(Object record, String name) {
        try {
            return record.getClass().getDeclaredMethod(name).invoke(record);
        } catch (ReflectiveOperationException e) {
            throw wrong("the unknown component " + name);
        }
    }

    private boolean take(String token) {
        boolean here = at < tokens.size() && tokens.get(at).equals(token);
        if (here) at++;
        return here;
    }

    private void expect(String token) {
        if (!take(token)) throw wrong("no '" + token + "'");
    }

    private String next() {
        if (at == tokens.size()) throw wrong("nothing more");
        return tokens.get(at++);
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("%s in the expression %s".formatted(what, text));
    }
}

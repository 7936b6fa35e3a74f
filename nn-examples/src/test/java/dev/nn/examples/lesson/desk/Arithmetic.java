package dev.nn.examples.lesson.desk;

/** Computes what a line of a worked example says: numbers, + and −, · and /, brackets, σ(…). */
public final class Arithmetic {
    private final String text;
    private int at;

    private Arithmetic(String text) {
        this.text = text.replaceAll("\\s", "").replace('−', '-');
    }

    /** The value of an expression. */
    public static double value(String expression) {
        Arithmetic arithmetic = new Arithmetic(expression);
        double value = arithmetic.sum();
        if (arithmetic.at != arithmetic.text.length()) {
            throw new IllegalArgumentException(
                    "not understood from character %d: %s".formatted(arithmetic.at, expression));
        }
        return value;
    }

    private double sum() {
        double sum = product();
        while (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            boolean plus = text.charAt(at++) == '+';
            double next = product();
            sum += plus ? next : -next;
        }
        return sum;
    }

    private double product() {
        double product = factor();
        while (at < text.length() && (text.charAt(at) == '·' || text.charAt(at) == '/')) {
            boolean times = text.charAt(at++) == '·';
            double next = factor();
            product = times ? product * next : product / next;
        }
        return product;
    }

    private double factor() {
        char first = text.charAt(at);
        if (first == 'σ') {
            at++;
            return 1 / (1 + Math.exp(-factor()));
        }
        if (first == '-') {
            at++;
            return -factor();
        }
        if (first == '(') {
            at++;
            double inside = sum();
            at++;
            return inside;
        }
        int from = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) at++;
        return Double.parseDouble(text.substring(from, at));
    }
}

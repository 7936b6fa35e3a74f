package dev.nn.expression;

/** The loops of {@link Expression#compute}: one of its own for each operator of plain arithmetic, which the JVM vectorises. */
final class Loops {
    private Loops() {}

    /** y = operator(a, b, c) for some columns; the operands are places in one array. */
    static void run(Operator operator, int columns, float[] v, int a, int b, int c, int y) {
        switch (operator) {
            case ADD -> {
                for (int j = 0; j < columns; j++) v[y + j] = v[a + j] + v[b + j];
            }
            case SUB -> {
                for (int j = 0; j < columns; j++) v[y + j] = v[a + j] - v[b + j];
            }
            case MUL -> {
                for (int j = 0; j < columns; j++) v[y + j] = v[a + j] * v[b + j];
            }
            case DIV -> {
                for (int j = 0; j < columns; j++) v[y + j] = v[a + j] / v[b + j];
            }
            case MAX -> {
                for (int j = 0; j < columns; j++) v[y + j] = Math.max(v[a + j], v[b + j]);
            }
            case MIN -> {
                for (int j = 0; j < columns; j++) v[y + j] = Math.min(v[a + j], v[b + j]);
            }
            default -> {
                for (int j = 0; j < columns; j++) v[y + j] = (float) operator.apply(v[a + j], v[b + j], v[c + j]);
            }
        }
    }
}

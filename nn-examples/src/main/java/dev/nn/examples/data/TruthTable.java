package dev.nn.examples.data;

/**
 * A Boolean function of some inputs: what it answers to each of the 2ⁿ combinations of 0 and 1.
 *
 * @param inputs n, from 1 to 4
 * @param number of the function, from 0 to 2^(2ⁿ) − 1: its bit i is the answer to combination i
 */
public record TruthTable(int inputs, int number) {
    public TruthTable {
        if (inputs < 1 || inputs > 4) throw new IllegalArgumentException("inputs must be 1 to 4, was " + inputs);
        if (number < 0 || number >= functions(inputs)) {
            throw new IllegalArgumentException(
                    "there are %d functions of %d inputs, no number %d".formatted(functions(inputs), inputs, number));
        }
    }

    /** How many Boolean functions of that many inputs there are: 2^(2ⁿ). */
    public static int functions(int inputs) {
        return 1 << (1 << inputs);
    }

    /** The combinations: row i holds the binary digits of i, the first input's being the highest. */
    public double[][] x() {
        double[][] x = new double[1 << inputs][inputs];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < inputs; j++) x[i][j] = i >> (inputs - 1 - j) & 1;
        }
        return x;
    }

    /** The answers, in the order of {@link #x}. */
    public int[] answers() {
        int[] answers = new int[1 << inputs];
        for (int i = 0; i < answers.length; i++) answers[i] = number >> i & 1;
        return answers;
    }
}

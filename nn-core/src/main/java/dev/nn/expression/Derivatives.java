package dev.nn.expression;

/** The steps of {@link Expression#differentiate}: gradients by an operation's arguments from the one by its result. */
final class Derivatives {
    private Derivatives() {}

    /**
     * Adds an elementwise operation's share to the gradients by its arguments. What a choice has not chosen gets nothing,
     * even where its own derivative is infinite.
     *
     * @param a where the first argument begins; b and c likewise
     * @param y where the result begins
     */
    static void elementwise(
            Operation.Elementwise operation, float[] values, float[] gradients, int a, int b, int c, int y) {
        Operator operator = operation.operator();
        for (int j = 0; j < operation.width(); j++) {
            double upper = gradients[y + j];
            if (upper == 0) continue;
            for (int i = 0; i < operator.arity(); i++) {
                double partial = operator.partial(i, values[a + j], values[b + j], values[c + j], values[y + j]);
                int of = i == 0 ? a : i == 1 ? b : c;
                if (partial != 0) gradients[of + j] += (float) (upper * partial);
            }
        }
    }

    /** Adds a reduction's share: to all values, or to the first that is the largest or smallest. */
    static void reduction(Operation.Kind kind, float[] values, float[] gradients, int from, int count, int y) {
        float upper = gradients[y];
        switch (kind) {
            case SUM, MEAN -> {
                float each = kind == Operation.Kind.SUM ? upper : upper / count;
                for (int j = 0; j < count; j++) gradients[from + j] += each;
            }
            case MAX, MIN -> {
                for (int j = 0; j < count; j++) {
                    if (Float.compare(values[from + j], values[y]) == 0) {
                        gradients[from + j] += upper;
                        return;
                    }
                }
            }
        }
    }
}

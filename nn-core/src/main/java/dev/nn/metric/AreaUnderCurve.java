package dev.nn.metric;

import java.util.Arrays;

/**
 * The area under the receiver operating characteristic: the probability that a positive example scores higher than a
 * negative one, ties counting half. 1 is perfect, ½ is guessing.
 *
 * <p>Computed from ranks, as the Mann–Whitney statistic: (sum of the positives' ranks − p(p + 1)/2) / (p · n) for p
 * positives and n negatives, equal scores sharing their mean rank. Hanley, McNeil: The meaning and use of the area
 * under a receiver operating characteristic curve. Radiology 143, 1982.
 */
public final class AreaUnderCurve {
    private AreaUnderCurve() {}

    /**
     * The area for these examples.
     *
     * @param scores one per example, none NaN; infinities are allowed
     * @param positive which examples are positive
     * @return from 0 to 1; NaN unless there are positive and negative examples
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    public static double of(float[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IllegalArgumentException(
                    "there are %d scores, but %d examples".formatted(scores.length, positive.length));
        }
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) throw new IllegalArgumentException("score %d must not be NaN".formatted(i));
        }
        int[] order = order(scores);
        double ranks = 0;
        long positives = 0;
        for (int first = 0, next; first < order.length; first = next) {
            next = first;
            while (next < order.length && scores[order[next]] == scores[order[first]]) next++;
            // Ranks count from 1: these examples share the mean of first + 1 to next.
            double rank = (first + 1 + next) / 2.0;
            for (int k = first; k < next; k++) {
                if (!positive[order[k]]) continue;
                ranks += rank;
                positives++;
            }
        }
        long negatives = scores.length - positives;
        return (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /** Places of the scores from the lowest to the highest: sorted as numbers of 64 bits, a score's above its place. */
    private static int[] order(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(scores[i] + 0f);
            // As integers, negative floats are ordered backwards.
            int rising = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
            keys[i] = (long) rising << 32 | i;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int i = 0; i < order.length; i++) order[i] = (int) keys[i];
        return order;
    }
}

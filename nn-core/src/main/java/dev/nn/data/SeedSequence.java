package dev.nn.data;

/**
 * Any number of seeds made from one, for experiments that are repeated with other random numbers.
 *
 * <p>Seed, seed + 1, seed + 2, … would do for one experiment. But the replicas of two experiments with neighbouring seeds
 * would then be almost the same ones. Here the sequences of any two seeds have nothing to do with each other, and neither
 * have the members of one sequence; all of a sequence's members differ.
 *
 * <p>Steele, Lea, Flood: Fast splittable pseudorandom number generators. OOPSLA 2014 (SplitMix64, whose mixing function
 * this is).
 *
 * @param seed that the others are made from
 */
public record SeedSequence(long seed) {
    /** 2⁶⁴ divided by the golden ratio, and odd. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** The seed of that number, from 0 on; the same number always gives the same seed. */
    public long get(int number) {
        if (number < 0) throw new IllegalArgumentException("seeds are numbered from 0 on, was " + number);
        return mix(mix(seed + GOLDEN) + (number + 1L) * GOLDEN);
    }

    /** Spreads every bit over all others; one to one. */
    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}

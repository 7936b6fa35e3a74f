package dev.nn.spark;

import dev.nn.loss.Loss;
import java.util.Arrays;
import java.util.Locale;

/** Packs and checks the rows of one partition, one after the other. */
final class BlockBuilder {
    private static final int FIRST_CAPACITY = 64;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int features;
    private final int outputs;
    private final int targets;
    private final Loss loss;
    private float[] x;
    private float[] target;
    private int size;

    /**
     * @param features of a row
     * @param outputs of the network
     */
    BlockBuilder(int features, int outputs, Loss loss) {
        this.features = features;
        this.outputs = outputs;
        this.targets = loss.targets(outputs);
        this.loss = loss;
        this.x = new float[Math.multiplyExact(FIRST_CAPACITY, features)];
        this.target = new float[Math.multiplyExact(FIRST_CAPACITY, targets)];
    }

    /** How a row gets its numbers. */
    @FunctionalInterface
    interface Source {
        /** Copies features and targets to these places. */
        void read(float[] x, int xAt, float[] target, int targetAt) throws BadRowException;
    }

    /** Adds a row that must be fit to learn from. */
    void add(Source source) throws BadRowException {
        x = grown(x, features);
        target = grown(target, targets);
        int xAt = size * features, targetAt = size * targets;
        source.read(x, xAt, target, targetAt);
        for (int j = 0; j < features; j++) {
            if (Float.isFinite(x[xAt + j])) continue;
            throw new BadRowException("feature %d must be a finite number, is %s".formatted(j, x[xAt + j]));
        }
        try {
            loss.check(outputs, target, targetAt);
        } catch (IllegalArgumentException e) {
            throw new BadRowException(String.valueOf(e.getMessage()));
        }
        size++;
    }

    private float[] grown(float[] values, int columns) throws BadRowException {
        long needed = (size + 1L) * columns;
        if (needed <= values.length) return values;
        if (needed > LARGEST_ARRAY) {
            throw new BadRowException(String.format(
                    Locale.ROOT, "a partition holds at most %,d numbers: make more partitions", LARGEST_ARRAY));
        }
        return Arrays.copyOf(values, (int) Math.min(LARGEST_ARRAY, values.length * 2L));
    }

    /** The block of the rows so far. */
    Block build(String problem) {
        long[] hashes = new long[size];
        long digest = 0;
        for (int row = 0; row < size; row++) {
            hashes[row] = hash(row);
            digest += mix(hashes[row]);
        }
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> hashes[a] != hashes[b] ? Long.compare(hashes[a], hashes[b]) : compare(a, b));
        int[] places = new int[size];
        for (int i = 0; i < size; i++) places[i] = order[i];
        return new Block(
                features,
                targets,
                Arrays.copyOf(x, size * features),
                Arrays.copyOf(target, size * targets),
                places,
                digest,
                problem);
    }

    private long hash(int row) {
        long hash = features;
        for (int i = row * features; i < (row + 1) * features; i++) hash = next(hash, x[i]);
        for (int i = row * targets; i < (row + 1) * targets; i++) hash = next(hash, target[i]);
        return mix(hash);
    }

    private static long next(long hash, float value) {
        return (hash ^ Float.floatToRawIntBits(value)) * 0x9e3779b97f4a7c15L + (hash >>> 29);
    }

    /** Rows with the same hash: by their values, so that only equal rows can change places. */
    private int compare(int a, int b) {
        int byTarget = Arrays.compare(target, a * targets, (a + 1) * targets, target, b * targets, (b + 1) * targets);
        if (byTarget != 0) return byTarget;
        return Arrays.compare(x, a * features, (a + 1) * features, x, b * features, (b + 1) * features);
    }

    /** SplitMix64's finaliser (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014). */
    static long mix(long counter) {
        long z = counter;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

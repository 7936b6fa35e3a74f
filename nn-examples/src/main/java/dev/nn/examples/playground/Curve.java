package dev.nn.examples.playground;

import java.util.Arrays;

/**
 * The losses of a training at every so many steps, as a curve of a bounded number of points: when it is full, every
 * second point goes, and the next ones come half as often. So where its points lie depends on nothing but the number of
 * steps, however fast they were taken.
 */
final class Curve {
    /** Points before every second one goes. */
    static final int MOST = 256;

    private final float[] train = new float[MOST], test = new float[MOST];
    private int size;
    private long stride = 1;

    /** Whether the loss after that many steps belongs to the curve. */
    boolean wants(long step) {
        return step == size * stride;
    }

    /** Adds the losses after a step that the curve {@linkplain #wants wants}. */
    void add(double trainLoss, double testLoss) {
        train[size] = (float) trainLoss;
        test[size] = (float) testLoss;
        size++;
        if (size < MOST) return;
        size = MOST / 2;
        stride *= 2;
        for (int i = 0; i < size; i++) {
            train[i] = train[2 * i];
            test[i] = test[2 * i];
        }
    }

    /** Steps from one point to the next. */
    long stride() {
        return stride;
    }

    float[] train() {
        return Arrays.copyOf(train, size);
    }

    float[] test() {
        return Arrays.copyOf(test, size);
    }
}

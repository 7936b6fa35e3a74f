package dev.nn.examples.playground;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.optimizer.AdaGrad;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Momentum;
import dev.nn.optimizer.Nesterov;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.RmsProp;
import dev.nn.optimizer.Sgd;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that decides what a playground shows, step by step: the same settings give the same curve, bit for bit. As text they
 * are what stands behind the # of the page's address; see {@link SettingsText}.
 *
 * @param noise in percent
 * @param train share of the points to train on, in percent
 * @param batch rows a step; 0 for all
 * @param layers widths of the hidden layers
 * @param crossEntropy whether classes are learnt by cross-entropy instead of squares
 * @param optimizer name of the rule
 * @param lambda strength of the penalty
 * @param dropout share of hidden units that a step leaves out
 * @param initializer name
 * @param seed of the start weights and of the order of the points
 * @param dataSeed of the points
 * @param own the points of {@link Data#OWN}; none otherwise
 */
record Settings(
        Data data,
        int noise,
        int train,
        int batch,
        List<Feature> features,
        List<Integer> layers,
        Activation activation,
        boolean crossEntropy,
        String optimizer,
        double rate,
        Penalty penalty,
        double lambda,
        double dropout,
        String initializer,
        long seed,
        long dataSeed,
        List<OwnPoint> own) {

    /** What is learnt. */
    enum Data {
        CIRCLE,
        XOR,
        GAUSS,
        SPIRAL,
        ANIMALS,
        OWN,
        PLANE,
        BUMPS;

        /** Whether a number is learnt, not a class. */
        boolean isRegression() {
            return this == PLANE || this == BUMPS;
        }
    }

    /** What keeps weights small. */
    enum Penalty {
        NONE,
        L1,
        L2
    }

    static final int MOST_LAYERS = 6, MOST_UNITS = 8;

    Settings {
        require(noise >= 0 && noise <= 50, "noise", "a percentage from 0 to 50", noise);
        require(train >= 10 && train <= 90, "train", "a percentage from 10 to 90", train);
        require(batch >= 0 && batch <= 1200, "batch", "all, or a number from 1 to 1200", batch);
        require(layers.size() <= MOST_LAYERS, "layers", "at most %d hidden layers".formatted(MOST_LAYERS), layers);
        for (int units : layers) require(units >= 1 && units <= MOST_UNITS, "layers", "1 to 8 units each", units);
        require(!features.isEmpty(), "x", "at least one feature", "none");
        require(
                List.copyOf(new java.util.LinkedHashSet<>(features)).equals(features),
                "x",
                "each feature once",
                features);
        require(rate >= 0 && rate <= 100, "rate", "a number from 0 to 100", rate);
        require(lambda >= 0 && lambda <= 100, "lambda", "a number from 0 to 100", lambda);
        require(dropout >= 0 && dropout <= 0.9, "dropout", "a number from 0 to 0.9", dropout);
        if (!Optimizer.names().contains(optimizer)) Optimizer.named(optimizer);
        Initializer.named(initializer);
        require(own.isEmpty() || data == Data.OWN, "points", "none but with data=own", own.size() + " points");
        require(!own.isEmpty() || data != Data.OWN, "points", "at least one point with data=own", "none");
        features = List.copyOf(features);
        layers = List.copyOf(layers);
        own = List.copyOf(own);
    }

    private static void require(boolean right, String key, String expected, Object found) {
        if (!right) throw new IllegalArgumentException("%s: expected %s, found %s".formatted(key, expected, found));
    }

    /** Whether the network's output is a logit, whose loss is cross-entropy. */
    boolean hasLogit() {
        return crossEntropy && !data.isRegression();
    }

    /** The rule with its rate, and with the penalty if that is L2. */
    Optimizer rule() {
        double decay = penalty == Penalty.L2 ? lambda : 0;
        return switch (Optimizer.named(optimizer)) {
            case Sgd ignored -> new Sgd(rate, decay);
            case Momentum rule -> new Momentum(rate, rule.momentum(), decay);
            case Nesterov rule -> new Nesterov(rate, rule.momentum(), decay);
            case AdaGrad rule -> new AdaGrad(rate, rule.learningRateDecay(), rule.epsilon(), decay);
            case RmsProp rule -> new RmsProp(rate, rule.alpha(), rule.epsilon(), decay);
            case Adam rule -> new Adam(rate, rule.beta1(), rule.beta2(), rule.epsilon(), decay);
            case AdamW rule -> new AdamW(rate, rule.beta1(), rule.beta2(), rule.epsilon(), decay);
        };
    }

    /** The strength of L1; 0 without. */
    double l1() {
        return penalty == Penalty.L1 ? lambda : 0;
    }

    /** The same with another learning rate, which a running training takes on. */
    Settings withRate(double value) {
        return with(value, seed, dataSeed);
    }

    /** The same with other start weights and other points. */
    Settings withSeed(long value) {
        return with(rate, value, value);
    }

    /** The same with other points. */
    Settings withDataSeed(long value) {
        return with(rate, seed, value);
    }

    private Settings with(double newRate, long newSeed, long newDataSeed) {
        return new Settings(
                data,
                noise,
                train,
                batch,
                features,
                layers,
                activation,
                crossEntropy,
                optimizer,
                newRate,
                penalty,
                lambda,
                dropout,
                initializer,
                newSeed,
                newDataSeed,
                own);
    }

    /** In words, for lists: {@code 2-4-2-1 tanh}. */
    String describe() {
        return "%d-%s1 %s"
                .formatted(
                        features.size(),
                        layers.stream().map(units -> units + "-").collect(Collectors.joining()),
                        activation.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return SettingsText.write(this);
    }
}

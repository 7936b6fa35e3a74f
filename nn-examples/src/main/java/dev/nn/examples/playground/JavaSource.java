package dev.nn.examples.playground;

import dev.nn.optimizer.Optimizer;
import java.util.Locale;
import java.util.stream.Collectors;

/** An experiment as a Java program that builds the same network and trains it on points of one's own. */
final class JavaSource {
    private JavaSource() {}

    static String of(Settings settings) {
        boolean bounded = !settings.data().isRegression() && !settings.crossEntropy();
        StringBuilder layers = new StringBuilder(
                "Network.input(%d)".formatted(settings.features().size()));
        for (int units : settings.layers()) {
            layers.append("\n                .dense(%d, Activation.%s)".formatted(units, constant(settings)));
            if (settings.dropout() > 0) layers.append(".dropout(%s)".formatted(settings.dropout()));
        }
        layers.append("\n                .dense(1%s)".formatted(bounded ? ", Activation.TANH" : ""));
        String features = settings.features().stream().map(Feature::source).collect(Collectors.joining(", "));
        String l1 = settings.l1() > 0 ? "\n                .l1(%s)".formatted(settings.l1()) : "";
        String target = settings.data().isRegression() ? "a number" : settings.hasLogit() ? "0 or 1" : "-1 or 1";
        return """
                import dev.nn.activation.Activation;
                import dev.nn.data.FloatDataset;
                import dev.nn.initializer.Initializer;
                import dev.nn.loss.*;
                import dev.nn.network.Network;
                import dev.nn.optimizer.*;
                import dev.nn.training.Trainer;

                /** The network of a playground: %s */
                public final class Playground {
                    /** The features of a point. */
                    static float[] features(float... data) {
                        return new float[] {%s};
                    }

                    /** The network with its start weights; Safetensors.readNetwork reads those of a downloaded file. */
                    static Network network() {
                        return %s
                                .build(Initializer.named("%s"), %dL);
                    }

                    /** @param points two coordinates each, from -6 to 6; @param targets %s each */
                    static void train(Network network, float[] points, float[] targets) {
                        float[] rows = new float[targets.length * network.in()];
                        for (int i = 0; i < targets.length; i++) {
                            System.arraycopy(
                                    features(points[2 * i], points[2 * i + 1]), 0, rows, i * network.in(), network.in());
                        }
                        Trainer.of(network, new %s(), %s)
                                .batchSize(%s)%s
                                .epochs(200)
                                .seed(%dL)
                                .fit(FloatDataset.of(network.in(), rows, 1, targets));
                    }

                    public static void main(String[] arguments) {
                        Network network = network();
                        float[] points = {-2, -2, -2, 2, 2, -2, 2, 2}, targets = {%s};
                        train(network, points, targets);
                        for (int i = 0; i < targets.length; i++) {
                            System.out.println(network.predict(features(points[2 * i], points[2 * i + 1]))[0]);
                        }
                    }
                }
                """.formatted(
                        settings,
                        features,
                        layers,
                        settings.initializer(),
                        settings.seed(),
                        target,
                        settings.hasLogit() ? "BinaryCrossEntropy" : "HalfSquaredError",
                        rule(settings.rule()),
                        settings.batch() == 0 ? "targets.length" : settings.batch() + "",
                        l1,
                        settings.seed(),
                        settings.hasLogit() ? "0, 1, 1, 0" : "-1, 1, 1, -1");
    }

    private static String constant(Settings settings) {
        return settings.activation().name().toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** A record's text with its values as a constructor takes them. */
    private static String rule(Optimizer rule) {
        String text = rule.toString();
        String values = text.substring(text.indexOf('[') + 1, text.length() - 1).replaceAll("\\w+=", "");
        return "new %s(%s)".formatted(rule.getClass().getSimpleName(), values);
    }
}

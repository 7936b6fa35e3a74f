package dev.nn.training;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.Huber;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.AdaGrad;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Momentum;
import dev.nn.optimizer.Nesterov;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.RmsProp;
import dev.nn.optimizer.Sgd;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One training of {@link TorchFile}, described in our terms. As text it is its name. */
final class TorchCase {
    /** Steps of every case. */
    static final int STEPS = 20;

    private final TorchFile file;
    private final String name;
    private final Map<String, String> description = new HashMap<>();

    TorchCase(TorchFile file, String name, String description) {
        this.file = file;
        this.name = name;
        for (String word : description.split(" ", -1)) {
            this.description.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
    }

    /** Every case of a file. */
    static List<TorchCase> all(TorchFile file) {
        return file.descriptions().entrySet().stream()
                .map(entry -> new TorchCase(file, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A name with numbers behind it, such as {@code huber(0.25)}. */
    private record Call(String name, double... arguments) {
        static Call of(String text) {
            int open = text.indexOf('(');
            if (open < 0) return new Call(text);
            String[] numbers = text.substring(open + 1, text.length() - 1).split(",", -1);
            return new Call(
                    text.substring(0, open),
                    Arrays.stream(numbers).mapToDouble(Double::parseDouble).toArray());
        }
    }

    private String get(String key) {
        String value = description.get(key);
        if (value == null) throw new IllegalStateException("case %s has no '%s'".formatted(name, key));
        return value;
    }

    Activation activation() {
        return Activation.named(get("activation"));
    }

    Loss loss() {
        Call call = Call.of(get("loss"));
        return call.name().equals("huber") ? new Huber((float) call.arguments()[0]) : Loss.named(call.name());
    }

    Optimizer optimizer() {
        return optimizer(get("optimizer"));
    }

    /** The optimiser of a description. */
    static Optimizer optimizer(String description) {
        Call call = Call.of(description);
        double[] a = call.arguments();
        return switch (call.name()) {
            case "sgd" -> new Sgd(a[0], a[1]);
            case "momentum" -> new Momentum(a[0], a[1], a[2]);
            case "nesterov" -> new Nesterov(a[0], a[1], a[2]);
            case "adagrad" -> new AdaGrad(a[0], a[1], a[2], a[3]);
            case "rmsprop" -> new RmsProp(a[0], a[1], a[2], a[3]);
            case "adam" -> new Adam(a[0], a[1], a[2], a[3], a[4]);
            case "adamw" -> new AdamW(a[0], a[1], a[2], a[3], a[4]);
            default -> throw new IllegalStateException("unknown optimizer " + call);
        };
    }

    private Schedule schedule() {
        Call call = Call.of(description.getOrDefault("schedule", "constant"));
        double[] a = call.arguments();
        return switch (call.name()) {
            case "constant" -> Schedule.constant();
            case "every" -> Schedule.every((long) a[0], a[1]);
            case "stages" -> Schedule.stages((int) a[0], a[1]);
            case "cosine" -> Schedule.cosine(a[0]);
            case "warm-up-cosine" -> Schedule.cosine(a[1]).warmUp((long) a[0]);
            default -> throw new IllegalStateException("unknown schedule " + call);
        };
    }

    /** The network with the start parameters of the case. */
    Network network(DenseKernels kernels) {
        int[] widths = Arrays.stream(get("start").split("-", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        NetworkBuilder builder = Network.input(widths[0]);
        for (int i = 1; i < widths.length - 1; i++) builder.dense(widths[i], activation());
        Network network = builder.dense(widths[widths.length - 1]).build(Initializer.constant(0), 0, kernels);
        for (int l = 0; l < widths.length - 1; l++) {
            network.setLayerParameters(l, parameters("start/" + get("start"), l));
        }
        return network;
    }

    private TorchFile.Tensor data(String part) {
        return file.tensor("data/%s/%s".formatted(get("data"), part));
    }

    /** The case's training of a network that {@link #network} made. */
    void train(Network network, TrainingListener listener) {
        TorchFile.Tensor x = data("x"), target = data("target");
        int batch = Integer.parseInt(get("batch")), rows = x.shape()[0];
        Trainer trainer = Trainer.of(network, loss(), optimizer())
                .batchSize(batch)
                .epochs(STEPS / ((rows + batch - 1) / batch))
                .schedule(schedule())
                .listener(listener);
        if (description.containsKey("clip")) trainer.clipNorm(Double.parseDouble(get("clip")));
        trainer.fit(new InOrder(FloatDataset.of(x.columns(), x.values(), target.columns(), target.values())));
    }

    /** The loss of every step in PyTorch. */
    float[] losses() {
        return file.tensor(name + "/losses").values();
    }

    /** A layer's parameters in PyTorch after 1 or after all steps, in our order: weights in × out, then bias. */
    float[] parametersAfter(int steps, int layer) {
        return parameters("%s/after-%d".formatted(name, steps), layer);
    }

    /** PyTorch's weights are out × in. */
    private float[] parameters(String prefix, int layer) {
        TorchFile.Tensor weight = file.tensor("%s/%d.weight".formatted(prefix, layer));
        float[] bias = file.tensor("%s/%d.bias".formatted(prefix, layer)).values();
        int in = weight.columns(), out = bias.length;
        float[] values = new float[in * out + out];
        for (int i = 0; i < in * out; i++) values[i] = weight.values()[i % out * in + i / out];
        System.arraycopy(bias, 0, values, in * out, out);
        return values;
    }

    @Override
    public String toString() {
        return name;
    }
}

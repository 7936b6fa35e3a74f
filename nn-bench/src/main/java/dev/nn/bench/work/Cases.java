package dev.nn.bench.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The fixed list of what is measured, each with its reason. */
public final class Cases {
    /** The network of the main job. */
    public static final List<Integer> MLP = List.of(784, 256, 128, 10);

    private static final int[] BATCHES = {1, 8, 32, 128, 512};
    private static final String[] ACTIVATIONS = {"relu", "tanh", "sigmoid", "gelu", "identity"};

    private Cases() {}

    /** All cases whose {@linkplain Case#name name} the filter accepts; those of a group stand together. */
    public static List<Case> matching(Predicate<String> filter, int threads) {
        return all(threads).stream().filter(each -> filter.test(each.name())).toList();
    }

    /**
     * Every case.
     *
     * @param threads how many threads the shared rows use; with 1 there are none, and nobody has a neighbour
     */
    public static List<Case> all(int threads) {
        List<Case> cases = new ArrayList<>();
        layers(cases, BATCHES, 784, 256, "first layer of the main job: long sums, weights of 0.8 MB");
        layers(cases, BATCHES, 256, 128, "second layer of the main job: everything fits the level 2 cache");
        layers(cases, BATCHES, 512, 512, "a hidden layer with a power of two as stride: cache sets collide");
        layers(cases, BATCHES, 1024, 1024, "weights of 4 MB: larger than most level 2 caches");
        layers(cases, BATCHES, 128, 10, "classifier head: fewer outputs than a vector has lanes");
        layers(cases, BATCHES, 784, 10, "a linear classifier: few outputs, long sums");
        layers(cases, BATCHES, 256, 1, "one output: a matrix times a vector");
        layers(cases, BATCHES, 64, 3, "tiny: the overhead of a call shows");
        layers(
                cases,
                new int[] {1, 2, 4, 7},
                100,
                300,
                50,
                "sizes that are no multiples of a vector, and batches below a tile");
        large(cases, 2048, "weights of 16 MB, in the level 3 cache: cache blocking");
        large(cases, 4096, "weights of 64 MB, in main memory");
        images(cases);
        for (int batch : new int[] {32, 128, 512}) {
            for (Work step : new Work[] {Work.STEP_ADAM, Work.STEP_SGD}) {
                cases.add(network(step, batch, 1, "the main job's training step, through the Trainer"));
            }
        }
        cases.add(network(Work.LATENCY, 1, 1, "one prediction of the main job's network: what a service waits for"));
        if (threads > 1) {
            cases.add(network(
                    Work.LATENCY, 1, threads, "the same while other threads predict, too, each for itself: wall time"));
            shared(cases, threads);
            company(cases);
        }
        small(cases);
        cases.add(network(
                Work.COLD_START, 1, 1, "a new JVM up to its first prediction: what a command or a function pays"));
        return List.copyOf(cases);
    }

    private static void layers(List<Case> cases, int[] batches, int in, int out, String reason) {
        for (int batch : batches) layer(cases, DenseShape.layer(batch, in, out), ACTIVATIONS, reason);
    }

    /** Two layers one after the other, each alone. */
    private static void layers(List<Case> cases, int[] batches, int in, int hidden, int out, String reason) {
        layers(cases, batches, in, hidden, reason);
        layers(cases, batches, hidden, out, reason);
    }

    private static void large(List<Case> cases, int width, String reason) {
        layer(cases, DenseShape.layer(512, width, width), new String[] {"relu", "identity"}, reason);
    }

    private static void layer(List<Case> cases, Shape shape, String[] activations, String reason) {
        for (String activation : activations) cases.add(new Case(Work.FORWARD, shape, activation, 1, reason));
        cases.add(new Case(Work.DW, shape, Case.NO_ACTIVATION, 1, reason));
        cases.add(new Case(Work.DX, shape, Case.NO_ACTIVATION, 1, reason));
        cases.add(new Case(Work.BACKWARD, shape, "relu", 1, reason));
    }

    /** Convolutions as image networks have them, and the network of images. */
    private static void images(List<Case> cases) {
        for (int channels : new int[] {32, 64, 128}) {
            for (int size : new int[] {14, 28}) {
                convolution(
                        cases,
                        ConvolvedImages.of(8, size, channels, channels, 3, 1),
                        "3×3, the layer that image networks are made of");
            }
        }
        ConvolvedImages first = ConvolvedImages.of(32, 28, 1, 32, 5, 1);
        String reason = "first layer of a network of images: sums of 25 products";
        cases.add(new Case(Work.FORWARD, first, "relu", 1, reason));
        cases.add(new Case(Work.DW, first, Case.NO_ACTIVATION, 1, reason));
        convolution(cases, ConvolvedImages.of(8, 28, 32, 64, 3, 2), "3×3 that halves the image: every other pixel");
        convolution(cases, ConvolvedImages.depthwise(8, 28, 64, 3), "a filter for each channel: sums of 9 products");
        convolution(cases, ConvolvedImages.of(8, 14, 128, 128, 1, 1), "1×1: a dense layer for each pixel");
        for (int batch : new int[] {32, 128}) {
            cases.add(new Case(
                    Work.STEP_ADAM, new LeNetImages(batch), "relu", 1, "the training step of nn mnist --model lenet"));
        }
        cases.add(new Case(Work.LATENCY, new LeNetImages(1), "relu", 1, "one prediction of that network"));
    }

    private static void convolution(List<Case> cases, ConvolvedImages shape, String reason) {
        cases.add(new Case(Work.FORWARD, shape, "relu", 1, reason));
        cases.add(new Case(Work.DW, shape, Case.NO_ACTIVATION, 1, reason));
        cases.add(new Case(Work.DX, shape, Case.NO_ACTIVATION, 1, reason));
    }

    private static Case network(Work work, int batch, int threads, String reason) {
        return new Case(work, new DenseShape(batch, MLP), "relu", threads, reason);
    }

    /** Networks whose arithmetic takes less time than a call into a kernel. */
    private static void small(List<Case> cases) {
        int[][] networks = {{2, 16, 2}, {6, 12, 12, 6}, {16, 32, 1}, {23, 64, 32, 5}, {50, 64, 32, 1}};
        for (int[] network : networks) {
            List<Integer> widths = Arrays.stream(network).boxed().toList();
            for (int batch : new int[] {1, 100, 1000}) {
                String reason = batch == 1 ? "events one by one: a trigger, a game, a ranking" : "many such events";
                cases.add(new Case(Work.PREDICT, new DenseShape(batch, widths), "relu", 1, reason));
            }
        }
    }

    /** What is left of the speed while somebody else uses the memory. */
    private static void company(List<Case> cases) {
        String reason = "what is left of the speed while another thread streams memory";
        int[][] layers = {{128, 784, 256}, {512, 512, 512}, {128, 1024, 1024}};
        for (int[] layer : layers) {
            Shape shape = DenseShape.layer(layer[0], layer[1], layer[2]);
            for (Work work : new Work[] {Work.FORWARD, Work.BACKWARD}) {
                cases.add(new Case(work, shape, "relu", 1, true, reason));
            }
        }
        for (int batch : new int[] {32, 128}) {
            cases.add(new Case(Work.STEP_ADAM, new DenseShape(batch, MLP), "relu", 1, true, reason));
        }
    }

    private static void shared(List<Case> cases, int threads) {
        int[][] layers = {{784, 256}, {512, 512}, {1024, 1024}};
        for (int[] layer : layers) {
            for (int batch : new int[] {128, 512}) {
                Shape shape = DenseShape.layer(batch, layer[0], layer[1]);
                cases.add(new Case(Work.FORWARD, shape, "relu", threads, "a layer shared by a team: wall time"));
            }
        }
        for (int batch : new int[] {128, 512}) {
            for (Work step : new Work[] {Work.STEP_ADAM, Work.STEP_SGD}) {
                cases.add(network(step, batch, threads, "the training step shared by a team: wall time"));
            }
        }
    }
}

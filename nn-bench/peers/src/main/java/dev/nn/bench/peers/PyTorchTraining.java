package dev.nn.bench.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.ConvolvedImages;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.LeNet;
import dev.nn.bench.work.LeNetImages;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.Work;
import java.nio.FloatBuffer;
import java.util.List;

/** The training of digits as DJL's own examples write it. */
final class PyTorchTraining implements Training {
    private static final int PROBE = 512;

    private final Model model;
    private final Trainer trainer;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final SyntheticDigits data;
    private final int batch;
    private final Shape row;
    private final int in;
    private final float[] x;
    private final float[] y;
    private int next;

    PyTorchTraining(Case chosen, SyntheticDigits data) {
        this.data = data;
        batch = chosen.shape().batch();
        row = switch (chosen.shape()) {
            case DenseShape dense -> new Shape(dense.in());
            case LeNetImages images -> new Shape(LeNet.FIRST.channels(), LeNet.FIRST.height(), LeNet.FIRST.width());
            case ConvolvedImages layer -> throw new IllegalArgumentException("a layer, not a network: " + layer);
        };
        in = Math.toIntExact(row.size());
        x = new float[Math.max(batch, PROBE) * in];
        y = new float[Math.max(batch, PROBE)];
        model = Model.newInstance("digits", PyTorchPeer.ENGINE);
        model.setBlock(chosen.shape() instanceof DenseShape dense ? mlp(dense.widths()) : PyTorchLeNet.layers());
        Optimizer optimizer = chosen.work() == Work.STEP_ADAM
                ? Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build()
                : Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.05f)).build();
        trainer = model.newTrainer(new DefaultTrainingConfig(loss)
                .optOptimizer(optimizer)
                .optDevices(new Device[] {Device.cpu()})
                .optInitializer(new XavierInitializer(), "weight"));
        trainer.initialize(rows(batch));
    }

    /** Dense layers with ReLU but for the last, with parameters yet to be drawn. */
    static Block mlp(List<Integer> widths) {
        SequentialBlock block = new SequentialBlock();
        for (int l = 1; l < widths.size(); l++) {
            block.add(Linear.builder().setUnits(widths.get(l)).build());
            if (l + 1 < widths.size()) block.add(Activation::relu);
        }
        return block;
    }

    /** The shape of so many rows. */
    private Shape rows(int count) {
        return new Shape(count).addAll(row);
    }

    private NDArray rows(NDManager manager, int from, int count) {
        for (int r = 0; r < count; r++) {
            data.copy(from + r, x, r * in);
            y[r] = data.labels()[from + r];
        }
        return manager.create(FloatBuffer.wrap(x, 0, count * in), rows(count));
    }

    private NDArray labels(NDManager manager, int count) {
        return manager.create(FloatBuffer.wrap(y, 0, count), new Shape(count));
    }

    @Override
    public void step() {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDArray images = rows(manager, next, batch), classes = labels(manager, batch);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList outputs = trainer.forward(new NDList(images));
                outputs.attach(manager);
                NDArray mean = loss.evaluate(new NDList(classes), outputs);
                mean.attach(manager);
                gradients.backward(mean);
            }
            trainer.step();
        }
        next = (next + batch) % (data.size() - batch + 1);
    }

    @Override
    public double loss() {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDList outputs = trainer.evaluate(new NDList(rows(manager, 0, PROBE)));
            outputs.attach(manager);
            NDArray mean = loss.evaluate(new NDList(labels(manager, PROBE)), outputs);
            mean.attach(manager);
            return mean.getFloat();
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}

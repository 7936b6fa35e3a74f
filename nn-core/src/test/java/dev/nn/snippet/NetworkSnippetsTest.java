package dev.nn.snippet;

import static dev.nn.activation.Activation.RELU;
import static dev.nn.activation.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.Split;
import dev.nn.expression.Expression;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operator;
import dev.nn.gradient.GradientCheck;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.optimizer.Adam;
import dev.nn.training.History;
import dev.nn.training.Pruning;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import dev.nn.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworkSnippetsTest {
    /** Two numbers and which of them is larger. */
    private static Dataset larger() {
        Random random = new Random(1);
        float[] x = new float[2 * 400], labels = new float[400];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat();
        for (int i = 0; i < labels.length; i++) labels[i] = x[2 * i] > x[2 * i + 1] ? 0 : 1;
        return FloatDataset.of(2, x, 1, labels);
    }

    private static Network small() {
        return Network.input(2).dense(8, RELU).dense(2).build(Initializer.he(), 1);
    }

    @Test
    void build() {
        // @start region="build" :
        Network network =
                Network.input(784).dense(256, RELU).dense(128, RELU).dense(10).build(Initializer.he(), 42);
        // @end
        assertThat(network.in()).isEqualTo(784);
        assertThat(network.out()).isEqualTo(10);
    }

    @Test
    void train() {
        Network network = small();
        Split split = Split.of(larger(), 0.2, 1);
        Dataset train = split.train(), validation = split.validation();
        // @start region="train" :
        History history = Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(32)
                .epochs(50)
                .schedule(Schedule.cosine(0))
                .seed(42)
                .fit(train, validation);
        // @end
        assertThat(history.last().validationLoss()).isLessThan(0.5);
    }

    @Test
    void several() {
        Split split = Split.of(larger(), 0.2, 1);
        Dataset train = split.train(), validation = split.validation();
        // @start region="several" :
        List<Trainer> trainers = new ArrayList<>();
        for (int seed = 1; seed <= 16; seed++) {
            Network small = Network.input(2).dense(16, TANH).dense(2).build(Initializer.glorot(), seed);
            trainers.add(Trainer.of(small, new SoftmaxCrossEntropy(), Adam.withDefaults())
                    .seed(seed));
        }
        List<History> histories = Trainer.fitAll(trainers, train, validation);
        // @end
        assertThat(histories)
                .hasSize(16)
                .allMatch(history -> history.last().validationLoss() < 0.69)
                .doesNotHaveDuplicates();
    }

    @Test
    void steps() {
        Dataset train = larger();
        Trainer trainer = Trainer.of(small(), new SoftmaxCrossEntropy(), Adam.withDefaults());
        // @start region="steps" :
        try (Training training = trainer.start(train)) {
            while (training.step() > 0.01 && training.epoch() <= 100) {
                // show what the network has become, change a weight, wait for the user
            }
        }
        // @end
    }

    @Test
    void prune() {
        Network network = small();
        Dataset train = larger();
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .epochs(2);
        // @start region="prune" :
        Pruning pruning = Pruning.smallest(network, 0.8); // chosen among the weights of all dense layers
        pruning.apply();
        trainer.listener(pruning).fit(train); // training goes on, the chosen weights stay zero
        // @end
        assertThat(pruning.count()).isEqualTo(Math.round(0.8f * (2 * 8 + 8 * 2)));
        float[] first = network.layerParameters(0), last = network.layerParameters(1);
        int zeros = 0;
        for (int i = 0; i < 2 * 8; i++) zeros += (first[i] == 0 ? 1 : 0) + (last[i] == 0 ? 1 : 0);
        assertThat(zeros).isEqualTo(pruning.count());
    }

    @Test
    void freeze() {
        Network network = small();
        float[] x = {0.1f, 0.9f}, y = new float[2];
        // @start region="freeze" :
        Model model = network.freeze(); // once
        ModelWorkspace workspace = model.newWorkspace(1); // once per thread
        model.predict(x, y, workspace); // as often as you like; allocates nothing
        // @end
        assertThat(y).isEqualTo(network.predict(x));
    }

    @Test
    void outputs() {
        Network network = small();
        Rows x = Rows.of(new float[2 * 64], 2);
        x.data()[0] = 0.1f;
        // @start region="outputs" :
        Pass pass = network.newPass(64);
        pass.forward(64, x); // allocates nothing
        Rows hidden = pass.output(0), logits = pass.output(1);
        float third = hidden.data()[hidden.index(0, 2)]; // of the first row, what the layer's third unit gave
        // @end
        assertThat(logits.toArray(1, 2)).isEqualTo(network.predict(new float[] {0.1f, 0}));
        assertThat(third).isEqualTo(network.outputs(x.data()).getFirst()[2]);
    }

    @Test
    void check() {
        Network network = small();
        float[] x = {0.1f, 0.9f, 0.8f, 0.3f}, labels = {1, 0};
        // @start region="check" :
        GradientCheck check = GradientChecker.withDefaults().check(network, new SoftmaxCrossEntropy(), x, labels);
        if (check.maxRelativeError() > 1e-3) throw new AssertionError(check);
        // @end
    }

    @Test
    void expression() {
        // @start region="expression" :
        ExpressionBuilder b = new ExpressionBuilder(256);
        int x = b.input();
        Expression relu6 = b.build(b.apply(Operator.MIN, b.apply(Operator.MAX, x, b.number(0)), b.number(6)));
        // @end
        double[] row = new double[256];
        row[0] = -1;
        row[1] = 5;
        row[2] = 7;
        assertThat(relu6.apply(row)).startsWith(0, 5, 6).hasSize(256);
    }
}

package dev.nn.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.bench.measure.Sample;
import dev.nn.data.Dataset;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import org.junit.jupiter.api.Test;

class TrainingStepTest {
    private static final Case SGD = new Case(Work.STEP_SGD, new DenseShape(32, Cases.MLP), "relu", 1, "");
    private static final Dataset DATA = SyntheticDigits.of(32 * 40).dataset();

    @Test
    void stepsAreCountedAndLearn() {
        try (TrainingStep step = new TrainingStep(Kernels.best(), SGD, DATA)) {
            step.run(1);
            double first = step.loss();
            Sample sample = step.run(100);
            assertThat(sample.cpuNanos()).isPositive();
            assertThat(sample.wallNanos()).isPositive();
            assertThat(step.loss()).isLessThan(0.5 * first);
        }
    }

    @Test
    void twoThreadsTrainTheSame() {
        Case shared = new Case(Work.STEP_SGD, SGD.shape(), "relu", 2, "");
        try (TrainingStep one = new TrainingStep(Kernels.best(), SGD, DATA);
                TrainingStep two = new TrainingStep(Kernels.best(), shared, DATA)) {
            one.run(10);
            two.run(10);
            assertThat(two.loss()).isEqualTo(one.loss());
        }
    }

    @Test
    void wrongTrainingIsCaught() {
        assertThatCode(() -> TrainingCheck.check(Kernels.best(), SGD, DATA)).doesNotThrowAnyException();
        assertThatThrownBy(() -> TrainingCheck.check(WrongKernels.in("forward", 6, 1), SGD, DATA))
                .isInstanceOf(WrongResultException.class)
                .hasMessageContaining("the loss of step");
    }

    @Test
    void imagesAreTrained() {
        Case lenet = new Case(Work.STEP_ADAM, new LeNetImages(8), "relu", 1, "");
        assertThatCode(() -> TrainingCheck.check(Kernels.best(), lenet, DATA)).doesNotThrowAnyException();
        try (TrainingStep step = new TrainingStep(Kernels.best(), lenet, DATA)) {
            step.run(1);
            double first = step.loss();
            step.run(60);
            assertThat(step.loss()).isLessThan(0.8 * first);
        }
    }

    @Test
    void predictionsOfImagesAreRight() {
        LeNet lenet = LeNet.random(2);
        try (Latency latency = new Latency(new ModelPredictor(lenet, Kernels.best(), Precision.F32), lenet)) {
            assertThatCode(() -> latency.check("ours", lenet, Latency.EXACT)).doesNotThrowAnyException();
        }
        try (Latency other = new Latency(new ModelPredictor(LeNet.random(3), Kernels.best(), Precision.F32), lenet)) {
            assertThatThrownBy(() -> other.check("ours", lenet, Latency.EXACT))
                    .isInstanceOf(WrongResultException.class);
        }
    }

    @Test
    void predictionsAreChecked() {
        Mlp mlp = Mlp.random(Cases.MLP, 1);
        Latency right = new Latency(new ModelPredictor(mlp, Kernels.best(), Precision.F32), mlp);
        assertThatCode(() -> right.check("ours", mlp, Latency.EXACT)).doesNotThrowAnyException();
        Sample sample = right.run(600);
        assertThat(sample.slowCpuNanos()).isGreaterThanOrEqualTo(sample.cpuNanos());
        Latency wrong = new Latency((x, y) -> y[0] = 1, mlp);
        assertThatThrownBy(() -> wrong.check("nobody", mlp, Latency.ROUNDED)).isInstanceOf(WrongResultException.class);
    }
}

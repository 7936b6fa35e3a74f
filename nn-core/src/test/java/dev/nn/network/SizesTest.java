package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.activation.Activation;
import dev.nn.gradient.InputGradient;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.WeightLayout;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes that no array or no memory holds give one line that says so, before anything large is allocated. */
class SizesTest {
    private static final String ARRAY = "more than an array holds (2,147,483,639)";

    private static Network small() {
        return Network.input(3)
                .dense(40, Activation.TANH)
                .dense(1)
                .build(Initializer.glorot(), 1, new ScalarDenseKernels());
    }

    private static NetworkBuilder wide(int... widths) {
        NetworkBuilder builder = Network.input(widths[0]);
        for (int l = 1; l < widths.length; l++) builder.dense(widths[l], Activation.RELU);
        return builder;
    }

    private static Arguments size(String name, ThrowingCallable action, String... expected) {
        return Arguments.of(name, action, expected);
    }

    static Stream<Arguments> tooLarge() {
        ScalarDenseKernels kernels = new ScalarDenseKernels();
        Network network = small();
        Model model = network.freeze();
        int max = Integer.MAX_VALUE;
        return Stream.of(
                size(
                        "a layer",
                        () -> wide(4, 50_000, 50_000).build(kernels),
                        "layer 2 (dense 50000→50000 relu): 2,500,000,000 numbers",
                        ARRAY),
                size("the widest layer", () -> wide(1, max).build(kernels), "layer 1 (dense 1→2147483647", ARRAY),
                size("the most inputs", () -> wide(max, 1).build(kernels), "layer 1 (dense 2147483647→1", ARRAY),
                size("both", () -> wide(max, max).build(kernels), "layer 1", ARRAY),
                size("46341²", () -> wide(46_341, 46_341).build(kernels), "layer 1", ARRAY),
                size(
                        "all layers together",
                        () -> wide(40_000, 40_000, 40_000).build(kernels),
                        "the parameters of all layers together: 3,200,08",
                        ARRAY),
                size("a seed's network", () -> wide(4, 50_000, 50_000).build(Initializer.he(), 1, kernels), "layer 2"),
                size(
                        "a workspace",
                        () -> model.newWorkspace(1_000_000_000),
                        "the input for a batch of 1000000000 rows: 16,000,000,000 numbers",
                        ARRAY,
                        "the largest possible batch is 134217727"),
                size(
                        "a workspace's layer",
                        () -> model.newWorkspace(100_000_000),
                        "layer 1 (3→40) for a batch of 100000000 rows: 4,800,000,000 numbers",
                        "the largest possible batch is 44739242"),
                size("the largest workspace", () -> model.newWorkspace(max), "2147483647 rows"),
                size("no workspace", () -> model.newWorkspace(0), "at least 1, was 0"),
                size("a pass", () -> network.newPass(1_000_000_000), "the input for a batch of 1000000000 rows"),
                size(
                        "a training pass",
                        () -> network.newTrainingPass(
                                1_000_000_000, Team.single(), new float[network.parameters().length]),
                        "1000000000 rows"),
                size("rows", () -> Rows.allocate(1_000_000, 1_000_000), "1000000 rows of 1000000 columns", ARRAY),
                size("columns", () -> Rows.allocate(1, max), "2147483647 columns", ARRAY),
                size("no rows but columns", () -> Rows.allocate(0, max), "2147483647 columns"),
                size("most rows", () -> Rows.allocate(max, max), "2147483647 rows"),
                size("negative rows", () -> Rows.allocate(-1, 2), "rows must not be negative, was -1"),
                size("negative columns", () -> Rows.allocate(1, -2), "columns must not be negative, was -2"),
                size(
                        "weights",
                        () -> Affine.allocate(WeightLayout.rowMajor(50_000, 50_000)),
                        "weights of 50000 inputs and 50000 outputs: 2,500,000,000 numbers",
                        ARRAY),
                size(
                        "weights that fit but for the bias",
                        () -> Affine.allocate(WeightLayout.rowMajor(1, 2_000_000_000)),
                        "weights and bias of 1 inputs and 2000000000 outputs"),
                size("a layout", () -> kernels.weightLayout(max, max), ARRAY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooLarge")
    void isNamedInOneLineAndNothingLargeIsAllocated(String name, ThrowingCallable action, String... expected) {
        long before = AllocationProbe.allocatedBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(action)
                .withMessageContainingAll(expected)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("\n");
        assertThat(AllocationProbe.allocatedBytes() - before).isLessThan(50_000_000);
    }

    /** What an array holds but this JVM's memory does not. */
    static Stream<Arguments> moreThanTheHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        Network network = small();
        // Rows of 48 floats between the layers, and of 16 at both ends.
        int rows = (int) Math.min(44_000_000, heap / Float.BYTES / 80 + 1_000);
        int width = (int) Math.min(46_000, Math.sqrt(heap / 4.0) + 100);
        return Stream.of(
                size("a workspace", () -> network.freeze().newWorkspace(rows), "a batch of " + rows + " rows needs"),
                size(
                        "a pass",
                        () -> network.newPass(rows),
                        "a batch of " + rows + " rows needs",
                        "use smaller batches"),
                size(
                        "a network",
                        () -> wide(width, width).build(new ScalarDenseKernels()),
                        "a network of ",
                        "make its layers smaller"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moreThanTheHeap")
    void memoryThatTheJvmDoesNotHaveIsNamedWithTheOptionThatGivesIt(
            String name, ThrowingCallable action, String... expected) {
        // On a machine with a very large heap these sizes would fit.
        org.junit.jupiter.api.Assumptions.assumeTrue(Runtime.getRuntime().maxMemory() < 8L << 30);
        assertThatIllegalArgumentException()
                .isThrownBy(action)
                .withMessageContainingAll(expected)
                .withMessageContainingAll("the JVM may use", "-Xmx");
    }

    @org.junit.jupiter.api.Test
    void predictionsOfMoreValuesThanAnArrayHoldsAreRefused() {
        Network many = Network.input(1).dense(100_000).build(new ScalarDenseKernels());
        float[] x = new float[30_000];
        Model model = many.freeze();
        for (ThrowingCallable action : new ThrowingCallable[] {
            () -> many.predict(x), () -> model.predict(x), () -> InputGradient.of(many, x, 0)
        }) {
            assertThatIllegalArgumentException().isThrownBy(action).withMessageContaining("more than an array holds");
        }
    }
}

package dev.nn.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final DenseShape LAYER = DenseShape.layer(128, 784, 256);
    private static final DenseShape MLP = new DenseShape(32, Cases.MLP);

    @Test
    void productsCountTwoOperationsATerm() {
        double product = 2.0 * 128 * 784 * 256;
        assertThat(Work.FORWARD.flops(LAYER)).isEqualTo(product);
        assertThat(Work.DW.flops(LAYER)).isEqualTo(product);
        assertThat(Work.DX.flops(LAYER)).isEqualTo(product);
        assertThat(Work.BACKWARD.flops(LAYER)).isEqualTo(2 * product);
    }

    @Test
    void aStepNeedsNoInputGradientOfItsFirstLayer() {
        double sample = 2.0 * (2 * 784 * 256 + 3 * 256 * 128 + 3 * 128 * 10);
        assertThat(sample).isEqualTo(1_007_104); // the 1.007 MFLOP a sample of the roofline
        assertThat(Work.STEP_ADAM.flops(MLP)).isEqualTo(32 * sample);
        assertThat(Work.STEP_SGD.flops(MLP)).isEqualTo(32 * sample);
        assertThat(Work.LATENCY.flops(new DenseShape(1, Cases.MLP)))
                .isEqualTo(2.0 * (784 * 256 + 256 * 128 + 128 * 10));
    }

    @Test
    void bytesCountEachOperandOnce() {
        assertThat(Work.FORWARD.bytes(LAYER)).isEqualTo(4.0 * (784 * 256 + 128 * (784 + 256)));
        Case single = new Case(Work.FORWARD, DenseShape.layer(1, 4096, 4096), "relu", 1, "");
        assertThat(single.intensity()).isBetween(0.49, 0.5); // two operations for each weight of 4 bytes
    }

    @Test
    void shapesAreWrittenAndReadAlike() {
        assertThat(LAYER).hasToString("128x784x256");
        assertThat(DenseShape.parse("128x784x256")).isEqualTo(LAYER);
        assertThat(DenseShape.parse("32x784x256x128x10")).isEqualTo(MLP);
        for (String wrong : List.of("", "1x2", "axbxc", "1x2x0", "1x2x-3", "1x2x3.5")) {
            assertThatThrownBy(() -> DenseShape.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void convolutionsCountTheWholeKernelOnEachPixel() {
        ConvolvedImages images = ConvolvedImages.of(8, 14, 32, 64, 3, 1);
        double product = 2.0 * 8 * 14 * 14 * 9 * 32 * 64;
        for (Work work : List.of(Work.FORWARD, Work.DW, Work.DX))
            assertThat(work.flops(images)).isEqualTo(product);
        assertThat(Work.FORWARD.bytes(images)).isEqualTo(4.0 * (9 * 32 * 64 + 8 * 14 * 14 * (32 + 64)));
        assertThat(Work.FORWARD.flops(ConvolvedImages.of(8, 28, 32, 64, 3, 2))).isEqualTo(product);
        assertThat(Work.FORWARD.flops(ConvolvedImages.depthwise(2, 10, 64, 3))).isEqualTo(2.0 * 2 * 100 * 9 * 64);
    }

    @Test
    void aStepOfLeNetNeedsNoGradientOfItsImages() {
        double first = 28 * 28 * 25 * 16, rest = 14 * 14 * 25 * 16 * 32 + 7 * 7 * 32 * 128 + 128 * 10;
        assertThat(Work.LATENCY.flops(new LeNetImages(1))).isEqualTo(2 * (first + rest));
        assertThat(Work.STEP_ADAM.flops(new LeNetImages(32))).isEqualTo(2 * 32 * (2 * first + 3 * rest));
    }

    @Test
    void imagesAreWritten() {
        assertThat(ConvolvedImages.of(8, 14, 32, 64, 3, 1)).hasToString("8x14x14x32 conv 3x3x64");
        assertThat(ConvolvedImages.of(8, 28, 32, 64, 3, 2)).hasToString("8x28x28x32 conv 3x3x64 s2");
        assertThat(ConvolvedImages.depthwise(8, 28, 64, 3)).hasToString("8x28x28x64 conv 3x3x64 g64");
        assertThat(new LeNetImages(32)).hasToString("lenet 32x28x28x1");
    }

    /** A group is measured in the same rounds: all of it beside a neighbour, or none. */
    @Test
    void groupsHaveANeighbourOrNone() {
        Cases.all(2).stream()
                .collect(Collectors.groupingBy(Case::group, Collectors.mapping(Case::company, Collectors.toSet())))
                .values()
                .forEach(company -> assertThat(company).hasSize(1));
    }

    @Test
    void casesHaveNamesOfTheirOwnAndReasons() {
        List<Case> cases = Cases.all(2);
        assertThat(cases).extracting(Case::name).doesNotHaveDuplicates();
        assertThat(cases).allSatisfy(each -> assertThat(each.reason()).isNotBlank());
        assertThat(cases)
                .extracting(Case::name)
                .contains(
                        "forward 128x784x256 relu",
                        "step adam 32x784x256x128x10 relu",
                        "dW 8x28x28x64 conv 3x3x64 none",
                        "step adam lenet 128x28x28x1 relu",
                        "latency lenet 1x28x28x1 relu",
                        "backward 128x784x256 relu with a neighbour");
        assertThat(Cases.all(1)).noneMatch(Case::isParallel);
        for (Work work : Work.values()) assertThat(Work.labelled(work.label())).isEqualTo(work);
    }
}

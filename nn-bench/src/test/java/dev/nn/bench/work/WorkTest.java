package dev.nn.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final Shape LAYER = Shape.layer(128, 784, 256);
    private static final Shape MLP = new Shape(32, Cases.MLP);

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
        assertThat(Work.LATENCY.flops(new Shape(1, Cases.MLP))).isEqualTo(2.0 * (784 * 256 + 256 * 128 + 128 * 10));
    }

    @Test
    void bytesCountEachOperandOnce() {
        assertThat(Work.FORWARD.bytes(LAYER)).isEqualTo(4.0 * (784 * 256 + 128 * (784 + 256)));
        Case single = new Case(Work.FORWARD, Shape.layer(1, 4096, 4096), "relu", 1, "");
        assertThat(single.intensity()).isBetween(0.49, 0.5); // two operations for each weight of 4 bytes
    }

    @Test
    void shapesAreWrittenAndReadAlike() {
        assertThat(LAYER).hasToString("128x784x256");
        assertThat(Shape.parse("128x784x256")).isEqualTo(LAYER);
        assertThat(Shape.parse("32x784x256x128x10")).isEqualTo(MLP);
        for (String wrong : List.of("", "1x2", "axbxc", "1x2x0", "1x2x-3", "1x2x3.5")) {
            assertThatThrownBy(() -> Shape.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void casesHaveNamesOfTheirOwnAndReasons() {
        List<Case> cases = Cases.all(2);
        assertThat(cases).extracting(Case::name).doesNotHaveDuplicates();
        assertThat(cases).allSatisfy(each -> assertThat(each.reason()).isNotBlank());
        assertThat(cases)
                .extracting(Case::name)
                .contains("forward 128x784x256 relu", "step adam 32x784x256x128x10 relu");
        assertThat(Cases.all(1)).allSatisfy(each -> assertThat(each.threads()).isEqualTo(1));
        for (Work work : Work.values()) assertThat(Work.labelled(work.label())).isEqualTo(work);
    }
}

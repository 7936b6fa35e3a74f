package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes of a convolution: what follows from them, and which ones don't go together. */
class ConvolutionShapeTest {
    private static ConvolutionShape shape(int height, int width, int kernelHeight, int kernelWidth) {
        return padded(height, width, kernelHeight, kernelWidth, 0, 0, 0, 0);
    }

    private static ConvolutionShape padded(
            int height, int width, int kernelHeight, int kernelWidth, int top, int left, int bottom, int right) {
        return new ConvolutionShape(
                height, width, 1, 1, kernelHeight, kernelWidth, 1, 1, 1, 1, top, left, bottom, right, 1);
    }

    private static ConvolutionShape steps(int strideHeight, int strideWidth, int dilationHeight, int dilationWidth) {
        return new ConvolutionShape(
                5, 5, 1, 1, 3, 3, strideHeight, strideWidth, dilationHeight, dilationWidth, 0, 0, 0, 0, 1);
    }

    /** Images of height × width × channels, without padding. */
    private static ConvolutionShape grouped(
            int height, int width, int channels, int filters, int kernelHeight, int kernelWidth, int groups) {
        return new ConvolutionShape(
                height, width, channels, filters, kernelHeight, kernelWidth, 1, 1, 1, 1, 0, 0, 0, 0, groups);
    }

    private static void assertRefused(Runnable work, String message) {
        assertThatIllegalArgumentException().isThrownBy(work::run).withMessage(message);
    }

    /** Image, kernel, stride, dilation, padding before and behind, and the output: counted by trying each place. */
    @ParameterizedTest
    @CsvSource({
        "28, 5, 1, 1, 0, 0, 24",
        "28, 5, 1, 1, 2, 2, 28",
        "28, 5, 2, 1, 2, 2, 14",
        "7, 3, 2, 1, 0, 1, 3",
        "8, 3, 3, 2, 1, 0, 2",
        "5, 3, 1, 2, 4, 4, 9",
        "1, 1, 3, 1, 0, 0, 1",
        "3, 3, 1, 1, 0, 0, 1",
    })
    void theOutputHasAPixelForEveryPlaceOfTheKernel(
            int size, int kernel, int stride, int dilation, int before, int behind, int expected) {
        int places = 0;
        for (int at = -before; at + (kernel - 1) * dilation < size + behind; at += stride) places++;
        ConvolutionShape rows =
                new ConvolutionShape(size, 20, 1, 1, kernel, 1, stride, 1, dilation, 1, before, 0, behind, 0, 1);
        ConvolutionShape columns =
                new ConvolutionShape(20, size, 1, 1, 1, kernel, 1, stride, 1, dilation, 0, before, 0, behind, 1);
        assertThat(rows.outHeight()).isEqualTo(places).isEqualTo(expected);
        assertThat(columns.outWidth()).isEqualTo(places);
        assertThat(rows.outWidth()).isEqualTo(20);
    }

    @Test
    void aPatchHasTheChannelsOfAGroup() {
        ConvolutionShape shape = grouped(8, 9, 6, 4, 3, 2, 2);
        assertThat(shape.patch()).isEqualTo(3 * 2 * 3);
        assertThat(shape.groupChannels()).isEqualTo(3);
        assertThat(shape.groupFilters()).isEqualTo(2);
        assertThat(shape.in()).isEqualTo(8 * 9 * 6);
        assertThat(shape.out()).isEqualTo(6 * 8 * 4);
        assertThat(shape.isDepthwise()).isFalse();
        assertThat(grouped(8, 9, 6, 6, 3, 2, 6).isDepthwise()).isTrue();
    }

    @Test
    void pixelsAreTheRowsOfImagesWithoutRoomBetweenThem() {
        ConvolutionShape shape = grouped(4, 5, 2, 3, 1, 1, 1);
        Rows images = new Rows(new float[200], 7, shape.out());
        assertThat(shape.outPixels(images)).isEqualTo(new Rows(images.data(), 7, 3));
        assertRefused(
                () -> shape.outPixels(new Rows(new float[200], 0, 61)),
                "images of 60 floats are not one behind the other, their stride is 61");
    }

    @Test
    void aKernelThatFindsNoPlaceIsRefused() {
        assertRefused(() -> shape(3, 3, 5, 5), "convolution 5×5 on 3×3 without padding leaves nothing");
        assertRefused(() -> shape(3, 9, 5, 5), "convolution 5×5 on 3×9 without padding leaves nothing");
        assertRefused(
                () -> steps(1, 1, 3, 1), "convolution 3×3, dilated to 7×3, on 5×5 without padding leaves nothing");
        assertRefused(
                () -> new ConvolutionShape(2, 2, 1, 1, 5, 5, 1, 1, 1, 1, 1, 0, 1, 4, 1),
                "convolution 5×5 on 2×2 with padding 1, 0, 1, 4 (top, left, bottom, right) leaves nothing");
        assertThatNoException().isThrownBy(() -> shape(3, 3, 3, 3));
    }

    @Test
    void paddingThatNoPixelSeesIsRefused() {
        String message = "padding at the %s must be 0 to 2, less than the kernel reaches, was 3";
        assertRefused(() -> padded(9, 9, 3, 3, 3, 0, 0, 0), message.formatted("top"));
        assertRefused(() -> padded(9, 9, 3, 3, 0, 3, 0, 0), message.formatted("left"));
        assertRefused(() -> padded(9, 9, 3, 3, 0, 0, 3, 0), message.formatted("bottom"));
        assertRefused(() -> padded(9, 9, 3, 3, 0, 0, 0, 3), message.formatted("right"));
        assertRefused(
                () -> padded(9, 9, 3, 3, 0, -1, 0, 0),
                "padding at the left must be 0 to 2, less than the kernel reaches, was -1");
        assertThatNoException().isThrownBy(() -> new ConvolutionShape(9, 9, 1, 1, 3, 3, 1, 1, 2, 2, 4, 4, 4, 4, 1));
    }

    @Test
    void groupsDivideBoth() {
        assertRefused(
                () -> grouped(4, 4, 6, 4, 1, 1, 3),
                "groups must divide channels and filters, were 3 groups of 6 channels and 4 filters");
        assertRefused(
                () -> grouped(4, 4, 4, 6, 1, 1, 3),
                "groups must divide channels and filters, were 3 groups of 4 channels and 6 filters");
        assertRefused(() -> grouped(4, 4, 4, 6, 1, 1, 0), "groups must be positive, was 0");
    }

    @Test
    void nothingIsZeroOrNegative() {
        assertRefused(() -> grouped(0, 1, 1, 1, 1, 1, 1), "height of the image must be positive, was 0");
        assertRefused(() -> grouped(1, -1, 1, 1, 1, 1, 1), "width of the image must be positive, was -1");
        assertRefused(() -> grouped(1, 1, 0, 1, 1, 1, 1), "channels must be positive, was 0");
        assertRefused(() -> grouped(1, 1, 1, 0, 1, 1, 1), "filters must be positive, was 0");
        assertRefused(() -> grouped(1, 1, 1, 1, 0, 1, 1), "height of the kernel must be positive, was 0");
        assertRefused(() -> grouped(1, 1, 1, 1, 1, 0, 1), "width of the kernel must be positive, was 0");
        assertRefused(() -> steps(0, 1, 1, 1), "stride must be positive, was 0");
        assertRefused(() -> steps(1, 1, 1, -2), "dilation must be positive, was -2");
    }

    /** Products of sizes are checked before they overflow. */
    @Test
    void whatNoArrayHoldsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grouped(50_000, 50_000, 3, 1, 3, 3, 1))
                .withMessageStartingWith("an input image of 50000×50000×3: ")
                .withMessageContaining("more than an array holds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grouped(1 << 16, 1 << 16, 1, 1, 1, 1, 1))
                .withMessageStartingWith("an input image of 65536×65536×1: 4,294,967,296 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grouped(1000, 1000, 1, 10_000, 1, 1, 1))
                .withMessageStartingWith("an output image of 1000×1000×10000: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grouped(5, 5, 100_000, 100_000, 1, 1, 1))
                .withMessageStartingWith("weights of 100000 filters of 1×1×100000: ");
        int most = Integer.MAX_VALUE;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> padded(9, 9, most, most, 0, 0, 0, most - 1))
                .withMessageContaining("leaves nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ConvolutionShape(most, most, most, most, most, most, 1, 1, most, most, 0, 0, 0, 0, 1))
                .withMessageContaining("leaves nothing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConvolutionShape(
                        1, 1, 1, 1, most, most, 1, 1, 1, 1, most - 1, most - 1, most - 1, most - 1, 1))
                .withMessageStartingWith("an input image of 1×1×1 with its padding: ");
    }
}

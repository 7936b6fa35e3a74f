package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Bytes as floats: every byte, at every length and place, and nothing written beyond. */
interface ScaleBytesContract extends KernelContract {
    @Test
    default void everyByteIsDividedAsUnsigned() {
        byte[] bytes = new byte[256 + 3];
        for (int i = 0; i < 256; i++) bytes[3 + i] = (byte) i;
        float[] floats = new float[256];
        kernels().training().scaleBytes(bytes, 3, 255, floats, 0, 256);
        for (int i = 0; i < 256; i++) assertThat(floats[i]).isEqualTo(i / 255f);
    }

    @Test
    default void anyNumberOfBytesIsConvertedAndNothingElse() {
        for (int n = 0; n < 70; n++) {
            byte[] bytes = new byte[n + 5];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 37);
            float[] floats = Guard.array(n + 9);
            kernels().training().scaleBytes(bytes, 2, 3, floats, 4, n);
            for (int i = 0; i < floats.length; i++) {
                boolean inside = i >= 4 && i < 4 + n;
                if (inside) assertThat(floats[i]).isEqualTo((bytes[i - 2] & 0xff) / 3f);
                else
                    assertThat(Guard.is(floats[i]))
                            .as("[%d] of %d is intact", i, n)
                            .isTrue();
            }
        }
    }
}

package dev.nn.data;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Images with several changed copies of each: the first copy is the image itself. What a copy looks like depends on nothing
 * but the seed and its number, so a training on them has the same bits every time.
 */
public final class AugmentedImages implements BatchSource {
    private final ImageDataset images;
    private final Augmentation change;
    private final int copies;
    private final SeedSequence seeds;

    /** Memory for an image as it is, on the way to its copy; null while it is in use. */
    private final AtomicReference<float @Nullable []> spare = new AtomicReference<>();

    private AugmentedImages(ImageDataset images, Augmentation change, int copies, long seed) {
        this.images = images;
        this.change = change;
        this.copies = copies;
        this.seeds = new SeedSequence(seed);
    }

    /**
     * So many copies of each image, the image itself among them.
     *
     * @throws IllegalArgumentException if there would be no copy, or more than 2³¹ − 1 images
     */
    public static AugmentedImages of(ImageDataset images, Augmentation change, int copies, long seed) {
        if (copies < 1) throw new IllegalArgumentException("at least 1 copy is needed, not " + copies);
        if ((long) images.size() * copies > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%d copies of %d images are more than %d".formatted(copies, images.size(), Integer.MAX_VALUE));
        }
        return new AugmentedImages(images, change, copies, seed);
    }

    @Override
    public int size() {
        return images.size() * copies;
    }

    @Override
    public int features() {
        return images.features();
    }

    @Override
    public int targets() {
        return images.targets();
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        int image = row % images.size();
        if (row < images.size()) {
            images.copyFeatures(image, to, at);
            return;
        }
        float[] from = take();
        images.copyFeatures(image, from, 0);
        change(row, from, to, at);
    }

    @Override
    public void copyFeatures(DenseKernels kernels, int row, float[] to, int at) {
        int image = row % images.size();
        if (row < images.size()) {
            images.copyFeatures(kernels, image, to, at);
            return;
        }
        float[] from = take();
        images.copyFeatures(kernels, image, from, 0);
        change(row, from, to, at);
    }

    /** Memory for one image: a second thread at the same time gets a new one. */
    private float[] take() {
        float[] memory = spare.getAndSet(null);
        return memory == null ? new float[images.features()] : memory;
    }

    private void change(int row, float[] from, float[] to, int at) {
        change.apply(seeds.get(row), images.rows(), images.columns(), from, to, at);
        spare.set(from);
    }

    @Override
    public List<Operation> operations() {
        return images.operations();
    }

    @Override
    public void touch(int row) {
        images.touch(row % images.size());
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        images.copyTarget(row % images.size(), to, at);
    }
}

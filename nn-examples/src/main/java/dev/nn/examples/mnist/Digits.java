package dev.nn.examples.mnist;

import dev.nn.data.ImageDataset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Labelled images to train on and others to test on, from four IDX files with MNIST's names.
 *
 * @param train to learn from
 * @param test to measure with, never learnt from
 */
public record Digits(ImageDataset train, ImageDataset test) {
    /** Labels are from 0 to one less. */
    public static final int CLASSES = 10;

    private static final String ZIPPED = ".gz";

    public Digits {
        if (train.rows() != test.rows() || train.columns() != test.columns()) {
            throw new IllegalArgumentException("training images have %d x %d pixels, test images %d x %d"
                    .formatted(train.rows(), train.columns(), test.rows(), test.columns()));
        }
    }

    /** A place where files are, by name. */
    @FunctionalInterface
    private interface Source {
        InputStream open(String name) throws IOException;
    }

    /** The MNIST that comes with nn. */
    public static Digits mnist() throws IOException {
        return read("", name -> {
            InputStream resource = Digits.class.getResourceAsStream(name + ZIPPED);
            if (resource == null) throw new FileNotFoundException("nn was built without its images: " + name + ZIPPED);
            return resource;
        });
    }

    /** The four files in a folder, each plain or with {@code .gz}. */
    static Digits in(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new FileNotFoundException("no such folder: " + folder);
        return read(folder + folder.getFileSystem().getSeparator(), name -> {
            Path plain = folder.resolve(name), zipped = folder.resolve(name + ZIPPED);
            if (Files.exists(plain)) return Files.newInputStream(plain);
            if (Files.exists(zipped)) return Files.newInputStream(zipped);
            throw new FileNotFoundException("no such file: " + plain + " (nor with " + ZIPPED + ")");
        });
    }

    private static Digits read(String prefix, Source source) throws IOException {
        return new Digits(read(prefix, source, "train"), read(prefix, source, "t10k"));
    }

    private static ImageDataset read(String prefix, Source source, String part) throws IOException {
        String images = part + "-images-idx3-ubyte", labels = part + "-labels-idx1-ubyte";
        try (InputStream imageStream = source.open(images);
                InputStream labelStream = source.open(labels)) {
            ImageDataset data = ImageDataset.read(prefix + images, imageStream, prefix + labels, labelStream);
            if (data.size() == 0) throw new IOException(prefix + images + ": no images");
            for (int i = 0; i < data.size(); i++) {
                if (data.label(i) < CLASSES) continue;
                throw new IOException("%s: label of image %d is %d, must be from 0 to %d"
                        .formatted(prefix + labels, i, data.label(i), CLASSES - 1));
            }
            return data;
        }
    }
}

package dev.nn.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.data.DataFormatException;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.table.TableModel;
import dev.nn.training.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people take for a model by mistake is told by its name, at every door. */
@Timeout(60)
final class MistakenFileTest {
    @TempDir
    private Path folder = Path.of("");

    /** A way to read a model. */
    @FunctionalInterface
    private interface Door {
        void read(Path file) throws IOException;
    }

    private static final Map<String, Door> SAFETENSORS = Map.of(
            "readNetwork", Safetensors::readNetwork,
            "readModel", Safetensors::readModel,
            "open", file -> Safetensors.open(file).close(),
            "stream",
                    file -> {
                        try (InputStream in = Files.newInputStream(file)) {
                            SafetensorsFile.read(file.toString(), in).close();
                        }
                    },
            "load", file -> Safetensors.readNetwork(file, Network.input(1).dense(1)),
            "load names",
                    file -> Safetensors.readNetwork(
                            file, Network.input(1).dense(1), new ScalarDenseKernels(), List.of("0")),
            "loadModel", file -> Safetensors.readModel(file, Network.input(1).dense(1)),
            "table", TableModel::read,
            "checkpoint",
                    file -> Trainer.of(network(), new SoftmaxCrossEntropy(), Adam.withDefaults())
                            .resume(file));

    private static final Map<String, Door> ONNX = Map.of(
            "read",
            Onnx::readNetwork,
            "read output",
            file -> Onnx.readNetwork(file, "y"),
            "readModel",
            Onnx::readModel,
            "stream",
            file -> {
                try (InputStream in = Files.newInputStream(file)) {
                    Onnx.readNetwork(file.toString(), in);
                }
            });

    private static Network network() {
        return Network.input(2).dense(2).build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(new byte[100]);
            }
        }
        return bytes.toByteArray();
    }

    private static void assertNamed(Path file, Map<String, Door> doors, String... parts) {
        doors.forEach((name, door) -> assertThatExceptionOfType(DataFormatException.class)
                .as(name)
                .isThrownBy(() -> door.read(file))
                .withMessageStartingWith(file + ": ")
                .withMessageContainingAll(parts)
                .withMessageNotContaining("\n"));
    }

    private void assertNamed(String name, byte[] content, String... parts) throws IOException {
        Path file = file(name, content);
        assertNamed(file, SAFETENSORS, parts);
        assertNamed(file, ONNX, parts);
    }

    @Test
    void pythonsFiles() throws IOException {
        assertNamed(
                "m.pt", zip("m/data.pkl", "m/data/0"), "PyTorch", "safetensors.torch.save_file", "torch.onnx.export");
        assertNamed("m.pth", zip("archive/byteorder"), "PyTorch");
        assertNamed("m.keras", zip("metadata.json", "config.json", "model.weights.h5"), "Keras", "tf2onnx");
        assertNamed("m.npz", zip("weights.npy"), "NumPy archive");
        assertNamed("m.zip", zip("readme.txt"), "zip archive", "unpack");
        byte[] old = "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\2M\u00e9\3.".getBytes(ISO_8859_1);
        assertNamed("old.pt", old, "old PyTorch file");
        assertNamed("m.pkl", "\u0080\4\u0095\u00f1\1\0\0\0\0\0\0\u008c".getBytes(ISO_8859_1), "pickle", "skl2onnx");
        assertNamed("m.h5", "\u0089HDF\r\n\u001a\n\0\0\0\0\0\10".getBytes(ISO_8859_1), "HDF5", "tf2onnx");
        assertNamed("m.npy", "\u0093NUMPY\1\0v\0{'descr'".getBytes(ISO_8859_1), "NumPy array");
    }

    @Test
    void whatWasDownloadedInstead() throws IOException {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1234\n";
        assertNamed("lfs", pointer.getBytes(UTF_8), "Git LFS pointer", "git lfs pull");
        for (String page : List.of(
                "<!DOCTYPE html>\n<html lang=\"en\">",
                "\ufeff \r\n<HTML><head>",
                "<!-- a -->\n<html>",
                "<html><body>f\u00fcr</body>")) {
            assertNamed("page", page.getBytes(UTF_8), "HTML page", "downloaded");
        }
        assertNamed("xml", "<?xml version=\"1.0\"?><Error>NoSuchKey</Error>".getBytes(UTF_8), "XML");
        assertNamed("json", "{\"error\": \"Not Found\"}\n".getBytes(UTF_8), "JSON");
        assertNamed(
                "text", "Entry not found\u001b[31m".replace("\u001b", "").getBytes(UTF_8), "text that begins 'Entry");
        assertNamed("csv", "a,b,c\n1,2,3\n".getBytes(UTF_8), "text that begins 'a,b,c?1,2,3'");
        assertNamed("empty", new byte[0], "empty");
        assertNamed("zeros", new byte[5000], "zeros", "interrupted");
    }

    @Test
    void packedFiles() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[1000]);
        }
        assertNamed("m.gz", bytes.toByteArray(), "gzip", "gunzip");
        assertNamed("m.bz2", "BZh91AY&SY\1\2\3\4".getBytes(ISO_8859_1), "bzip2");
        assertNamed("m.xz", "\u00fd7zXZ\0\0\4\u00e6\u00d6".getBytes(ISO_8859_1), "xz");
        assertNamed("m.zst", "(\u00b5/\u00fd\4X\1\2\3\4".getBytes(ISO_8859_1), "Zstandard");
        byte[] tar = new byte[1024];
        System.arraycopy("m.onnx".getBytes(UTF_8), 0, tar, 0, 6);
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
        assertNamed("m.tar", tar, "tar archive");
    }

    @Test
    void theOtherFormat() throws IOException {
        Path onnx = folder.resolve("really-onnx.safetensors"), safetensors = folder.resolve("really-safetensors.onnx");
        Onnx.write(onnx, network());
        Safetensors.write(safetensors, network());
        assertNamed(onnx, SAFETENSORS, "an ONNX model", ".onnx", "Onnx.readNetwork");
        assertNamed(safetensors, ONNX, "a safetensors file", ".safetensors", "Safetensors.readNetwork");
    }

    /** A damaged file of the right format is that, and not something else. */
    @Test
    void theRightFormatKeepsItsOwnMessage() throws IOException {
        Path file = folder.resolve("m");
        Safetensors.write(file, network());
        byte[] bytes = Files.readAllBytes(file);
        assertNamed(file("cut", Arrays.copyOf(bytes, bytes.length - 3)), SAFETENSORS, "at offset");
        assertThatThrownBy(() -> Safetensors.readNetwork(folder.resolve("cut"))).hasMessageNotContaining("not a safe");
        Onnx.write(file, network());
        bytes = Files.readAllBytes(file);
        assertNamed(file("cut", Arrays.copyOf(bytes, bytes.length - 3)), ONNX, "length of field");
    }

    @Test
    void aFolderIsNamed() {
        for (Map<String, Door> doors : List.of(SAFETENSORS, ONNX)) {
            doors.forEach((name, door) -> {
                if (name.equals("stream")) return;
                assertThatExceptionOfType(FileSystemException.class)
                        .as(name)
                        .isThrownBy(() -> door.read(folder))
                        .withMessage(folder + ": is a folder, a file was expected");
            });
        }
    }

    /** Neither waited for nor read without an end. */
    @Test
    void devicesAndPipesAreNamed() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeTrue(Files.exists(Path.of("/dev/zero")));
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (Path file : List.of(pipe, Path.of("/dev/zero"), Path.of("/dev/null"))) {
            for (Map<String, Door> doors : List.of(SAFETENSORS, ONNX)) {
                doors.forEach((name, door) -> {
                    if (name.equals("stream")) return;
                    assertThatExceptionOfType(FileSystemException.class)
                            .as(name)
                            .isThrownBy(() -> door.read(file))
                            .withMessage(file + ": is a device or a pipe, a file was expected");
                });
            }
        }
        assertNamed(Path.of("/dev/zero"), Map.of("s", SAFETENSORS.get("stream"), "o", ONNX.get("stream")), "zeros");
    }

    /** A stream without an end that might be a model's is read up to a limit. */
    @Test
    void anEndlessStreamIsNamed() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return '*' | 0x80;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 0xaa);
                return length;
            }
        };
        assumeTrue(Runtime.getRuntime().maxMemory() < 3L << 30);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> SafetensorsFile.read("endless", endless))
                .withMessageContainingAll("endless: size", "half of the heap", "-Xmx");
    }

    /** Larger than the heap, without taking room on the disk. */
    @Test
    void aFileLargerThanTheHeapIsNamed() throws IOException {
        Path file = folder.resolve("large");
        Onnx.write(file, network());
        long size = Math.min(Runtime.getRuntime().maxMemory() + 1_000_000, Integer.MAX_VALUE);
        assumeTrue(size > Runtime.getRuntime().maxMemory());
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(size);
        }
        assertNamed(file, Map.of("read", Onnx::readNetwork), "size of the model", "heap", "-Xmx", size + " bytes");
    }

    @Test
    void namesInFilesArePrintedClean() throws IOException {
        String name = "a\n\u001b[31m\u202e\u2028\u200b\u0085";
        Path file = folder.resolve("m");
        Safetensors.write(
                file,
                new SafetensorsWriter()
                        .metadata("k" + name, "v")
                        .add(name, new float[1], 1)
                        .add("0.bias", new float[1], 1));
        try (SafetensorsFile open = Safetensors.open(file)) {
            assertThat(open.describe()).isEqualTo("a??[31m???? F32 [1], 0.bias F32 [1]");
            assertThatThrownBy(() -> open.floats("none"))
                    .hasMessageNotContainingAny("\n", "\u001b", "\u202e", "\u2028");
            assertThatThrownBy(() -> open.tensor(name, 2)).hasMessageContaining("'a??[31m????'");
        }
        for (Door door : List.<Door>of(Safetensors::readNetwork, SAFETENSORS.get("load"))) {
            assertThatThrownBy(() -> door.read(file))
                    .hasMessageContaining("?")
                    .hasMessageNotContainingAny("\n", "\u001b", "\u202e", "\u2028", "\u200b", "\u0085");
        }
    }
}

package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice where nn-core is alone; with the SIMD kernels it is tested in nn-simd. */
class KernelsTest {
    private String before;

    @BeforeEach
    void remember() {
        before = System.getProperty(Kernels.PROPERTY, "");
    }

    @AfterEach
    void putBack() {
        if (before.isEmpty()) System.clearProperty(Kernels.PROPERTY);
        else System.setProperty(Kernels.PROPERTY, before);
    }

    @Test
    void aloneTheScalarKernelsAreTheBest() {
        System.clearProperty(Kernels.PROPERTY);
        assertThat(Kernels.best().name()).isEqualTo("scalar");
        assertThat(Kernels.named(Kernels.AUTO).name()).isEqualTo("scalar");
        assertThat(Kernels.candidates()).containsExactly(new Kernels.Candidate("scalar", 0, null));
    }

    @Test
    void thePropertyChoosesAndIsNeverOverruled() {
        System.setProperty(Kernels.PROPERTY, "scalar");
        assertThat(Kernels.best().name()).isEqualTo("scalar");
        System.setProperty(Kernels.PROPERTY, "quantum");
        assertThatIllegalArgumentException()
                .isThrownBy(Kernels::best)
                .withMessageContainingAll("quantum", "auto", "scalar");
    }

    /** As nn-simd on a JVM that is older than it: the others go on, and its reason can be read. */
    @Test
    void aProviderForANewerJavaIsPassedOver(@TempDir Path folder) throws IOException {
        String name = "org.acme.swift.Provider";
        Path service = folder.resolve("META-INF/services/" + KernelProvider.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, name + "\n");
        Path file = folder.resolve(name.replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        int version = 44 + Runtime.version().feature() + 1;
        Files.write(file, classFile(name, version));
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, usual)) {
            thread.setContextClassLoader(loader);
            assertThat(Kernels.named(Kernels.AUTO).name()).isEqualTo("scalar");
            String reason = "they need Java %d or newer, this is Java %d".formatted(version - 44, version - 45);
            assertThat(Kernels.candidates())
                    .contains(new Kernels.Candidate("swift", Integer.MAX_VALUE, reason))
                    .contains(new Kernels.Candidate("scalar", 0, null));
            assertThatIllegalStateException()
                    .isThrownBy(() -> Kernels.named("swift"))
                    .withMessage("kernels 'swift' can't be used here: " + reason);
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    /** An empty class. */
    private static byte[] classFile(String name, int version) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xcafebabe);
        out.writeShort(0);
        out.writeShort(version);
        out.writeShort(5); // constants, and one
        out.writeByte(7);
        out.writeShort(2);
        out.writeByte(1);
        out.writeUTF(name.replace('.', '/'));
        out.writeByte(7);
        out.writeShort(4);
        out.writeByte(1);
        out.writeUTF("java/lang/Object");
        out.writeShort(0x21); // public
        out.writeShort(1);
        out.writeShort(3);
        for (int i = 0; i < 4; i++) out.writeShort(0); // no interfaces, fields, methods, attributes
        return bytes.toByteArray();
    }
}

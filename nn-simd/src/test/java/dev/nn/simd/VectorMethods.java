package dev.nn.simd;

import dev.nn.simd.jvm.VectorShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The methods of nn-simd that call the Vector API, read from its class files. */
final class VectorMethods {
    private static final String VECTORS = "jdk/incubator/vector/";

    private VectorMethods() {}

    /**
     * One of them.
     *
     * @param owner the simple name of its class
     * @param bytes the length of its code
     */
    record Method(String owner, String name, int bytes) {
        @Override
        public String toString() {
            return "%s::%s (%d bytes)".formatted(owner, name, bytes);
        }
    }

    /** All of them, the largest first; class initialisers, which run once, are left out. */
    static List<Method> all() {
        List<Method> methods = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder())) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                read(ClassFile.of().parse(Files.readAllBytes(file)), methods);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        methods.sort((a, b) -> b.bytes() - a.bytes());
        return methods;
    }

    /** Those of more than {@code limit} bytes. */
    static List<Method> longerThan(int limit) {
        return all().stream().filter(method -> method.bytes() > limit).toList();
    }

    /** Where the classes of the module lie, tests excluded. */
    private static Path folder() {
        try {
            Path classes = Path.of(VectorShape.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolve("dev/nn/simd");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(ClassModel model, List<Method> methods) {
        String name = model.thisClass().asInternalName();
        String owner = name.substring(name.lastIndexOf('/') + 1);
        for (MethodModel method : model.methods()) {
            String methodName = method.methodName().stringValue();
            if (methodName.equals("<clinit>") || method.code().isEmpty()) continue;
            if (!method.code().map(VectorMethods::callsVectors).orElse(false)) continue;
            int bytes = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
            methods.add(new Method(owner, methodName, bytes));
        }
    }

    private static boolean callsVectors(CodeModel code) {
        return code.elementStream()
                .anyMatch(element -> element instanceof InvokeInstruction call
                        && call.owner().asInternalName().startsWith(VECTORS));
    }
}

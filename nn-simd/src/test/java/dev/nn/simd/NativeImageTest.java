package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.json.JsonMembers;
import dev.nn.kernel.KernelProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * What GraalVM's native-image is told of nn-simd: it keeps only what it sees used. ArchitectureTest sees that nothing else
 * is looked up by its name.
 */
class NativeImageTest {
    private static final String METADATA = "META-INF/native-image/dev.nn/nn-simd/reachability-metadata.json";

    /** A class that has been renamed would be left out of an image without a word. */
    @Test
    void whatIsNamedIsThere() throws Exception {
        JsonMembers metadata = JsonMembers.parse(read(METADATA));
        List<String> types = new ArrayList<>();
        for (JsonMembers type : metadata.objects("reflection")) {
            Class<?> named = Class.forName(type.string("type"));
            types.add(named.getName());
            for (JsonMembers method : type.objects("methods")) {
                assertThat(method.string("name")).isEqualTo("<init>");
                assertThat(method.objects("parameterTypes")).isEmpty();
                assertThat(named.getConstructor().newInstance()).isInstanceOf(KernelProvider.class);
            }
        }
        assertThat(types)
                .containsExactlyInAnyOrderElementsOf(ServiceLoader.load(KernelProvider.class).stream()
                        .map(provider -> provider.type().getName())
                        .filter(name -> name.startsWith("dev.nn.simd."))
                        .toList());
        List<String> resources = new ArrayList<>();
        for (JsonMembers resource : metadata.objects("resources")) resources.add(resource.string("glob"));
        assertThat(resources).containsExactly("META-INF/services/" + KernelProvider.class.getName());
        assertThat(read(resources.getFirst()).strip()).isEqualTo(types.getFirst());
    }

    private static String read(String resource) throws IOException {
        List<URL> found =
                Collections.list(NativeImageTest.class.getClassLoader().getResources(resource));
        assertThat(found).as(resource).isNotEmpty();
        try (InputStream in = found.getFirst().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

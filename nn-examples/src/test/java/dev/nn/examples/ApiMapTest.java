package dev.nn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.nn.activation.Activation;
import dev.nn.network.Network;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each public type of nn-core that another module can use has a place on the map of the API, beside its package. */
class ApiMapTest {
    private static final Path MAP = Path.of("doc/api.md");

    /** A line of a table that begins with a package. */
    private static final Pattern LINE = Pattern.compile("\\| `(dev\\.nn\\.[a-z.]+)` \\| (.*) \\|");

    /** A type's name in code quotes; methods begin with small letters. */
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*)`");

    private static Map<String, Set<String>> named(String map) {
        Map<String, Set<String>> named = new TreeMap<>();
        for (Matcher line = LINE.matcher(map); line.find(); ) {
            Set<String> types = named.computeIfAbsent(line.group(1), name -> new TreeSet<>());
            for (Matcher type = TYPE.matcher(line.group(2)); type.find(); ) types.add(type.group(1));
        }
        return named;
    }

    /** The public types of the exported packages; what is nested belongs to the type around it. */
    private static Map<String, Set<String>> compiled() throws URISyntaxException {
        Path core = Path.of(Network.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleReference module = ModuleFinder.of(core).find("dev.nn.core").orElseThrow();
        Map<String, Set<String>> compiled = new TreeMap<>();
        for (Exports exported : module.descriptor().exports()) compiled.put(exported.source(), new TreeSet<>());
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(compiled.keySet())) {
            boolean visible = type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
            Set<String> types = compiled.get(type.getPackageName());
            if (visible && types != null) types.add(type.getSimpleName());
        }
        return compiled;
    }

    @Test
    void everyPublicTypeHasAPlaceAndNothingElseHas() throws IOException, URISyntaxException {
        Map<String, Set<String>> named = named(Files.readString(MAP)), compiled = compiled();
        // With Activation every activation has its place, also the next one.
        Set<String> activations = compiled.getOrDefault(Activation.class.getPackageName(), Set.of());
        for (Class<?> activation : Activation.class.getPermittedSubclasses()) {
            activations.remove(activation.getSimpleName());
        }
        assertThat(named).isEqualTo(compiled);
    }

    /** The canary: types are seen. */
    @Test
    void typesAreSeen() throws URISyntaxException {
        assertThat(compiled().get("dev.nn.network"))
                .contains("Network", "Model")
                .doesNotContain("DensePass");
        assertThat(named("| `dev.nn.a` | **`One`**: `two`, `Three` |"))
                .isEqualTo(Map.of("dev.nn.a", new TreeSet<>(List.of("One", "Three"))));
    }
}

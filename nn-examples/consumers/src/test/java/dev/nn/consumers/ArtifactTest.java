package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jars of nn-core and nn-simd, and what is installed beside them. */
class ArtifactTest {
    private static final String JAVADOC = "-javadoc.jar";

    private static final long MAX_BYTES = 7 << 18;

    static List<Path> jars() {
        return List.of(Artifacts.CORE, Artifacts.SIMD);
    }

    @Test
    void areTogetherSmallerThanAMebibyteAndThreeQuarters() throws IOException {
        long core = Files.size(Artifacts.CORE), simd = Files.size(Artifacts.SIMD);
        System.out.printf("nn-core %,d bytes, nn-simd %,d bytes%n", core, simd);
        assertThat(core + simd).isLessThan(MAX_BYTES);
    }

    @Test
    void coreIsAModuleThatNeedsNothing() {
        ModuleDescriptor core = module(Artifacts.CORE);
        assertThat(core.name()).isEqualTo("dev.nn.core");
        assertThat(core.isAutomatic()).isFalse();
        assertThat(neededAtRunTime(core)).isEqualTo("java.base");
        assertThat(core.exports())
                .isNotEmpty()
                .noneMatch(Exports::isQualified)
                .extracting(Exports::source)
                .allMatch(name -> name.startsWith("dev.nn."));
        assertThat(core.uses()).containsExactly("dev.nn.kernel.KernelProvider");
    }

    @Test
    void simdIsAModuleThatExportsNothing() {
        ModuleDescriptor simd = module(Artifacts.SIMD);
        assertThat(simd.name()).isEqualTo("dev.nn.simd");
        assertThat(simd.isAutomatic()).isFalse();
        assertThat(neededAtRunTime(simd)).isEqualTo("dev.nn.core java.base");
        assertThat(simd.exports()).isEmpty();
        assertThat(simd.provides())
                .singleElement()
                .satisfies(provides -> assertThat(provides.service()).isEqualTo("dev.nn.kernel.KernelProvider"));
    }

    /** The packages whose API is compared with an older jar's; see the POM's profile "api". */
    @Test
    void whatCoreExportsIsComparedWithOlderReleases() throws IOException {
        String pom = Files.readString(Path.of(Artifacts.property("nn.root"), "nn-core", "pom.xml"));
        assertThat(Pattern.compile("<include>(dev\\.nn\\.\\w+)</include>")
                        .matcher(pom)
                        .results()
                        .map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(module(Artifacts.CORE).exports().stream()
                        .map(Exports::source)
                        .toList());
    }

    private static ModuleDescriptor module(Path jar) {
        return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
    }

    private static String neededAtRunTime(ModuleDescriptor module) {
        return module.requires().stream()
                .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
                .map(Requires::name)
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /** nn-core's classes run on JDK 21, nn-simd's on 25 only; tools on older ones still see the modules. */
    @ParameterizedTest
    @MethodSource("jars")
    void classesAreForOneJdk(Path path) throws IOException {
        int version = path.equals(Artifacts.CORE) ? 65 : 69;
        try (JarFile jar = new JarFile(path.toFile())) {
            assertThat(jar.isMultiRelease()).isFalse();
            for (JarEntry entry : jar.stream().toList()) {
                if (!entry.getName().endsWith(".class")) continue;
                int expected = entry.getName().equals("module-info.class") ? 61 : version;
                try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                    in.skipNBytes(6);
                    assertThat(in.readUnsignedShort()).as(entry.getName()).isEqualTo(expected);
                }
            }
        }
    }

    /** What would differ between two builds of the same sources; Build-Tool-Jdk-Spec is the version that runs Maven. */
    @ParameterizedTest
    @MethodSource("jars")
    void nothingInThemSaysWhenOrWhereTheyWereBuilt(Path path) throws IOException {
        long time = OffsetDateTime.parse(Artifacts.property("timestamp"))
                .withOffsetSameInstant(ZoneOffset.UTC)
                .toEpochSecond();
        for (String ending : List.of(".jar", "-sources.jar", JAVADOC)) {
            Path file = Artifacts.beside(path, ending);
            if (ending.equals(JAVADOC) && !Files.exists(file)) continue;
            try (JarFile jar = new JarFile(file.toFile())) {
                List<JarEntry> entries = jar.stream().toList();
                assertThat(entries)
                        .as(file.toString())
                        .isNotEmpty()
                        .allMatch(entry -> entry.getTimeLocal().toEpochSecond(ZoneOffset.UTC) == time);
                assertThat(jar.getManifest().getMainAttributes().keySet())
                        .extracting(Object::toString)
                        .isSubsetOf(
                                "Manifest-Version",
                                "Created-By",
                                "Build-Jdk-Spec",
                                "Build-Tool-Jdk-Spec",
                                "Java-Version",
                                "Implementation-Title",
                                "Implementation-Version",
                                "Implementation-Vendor");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void sourcesStandBeside(Path jar) throws IOException {
        try (JarFile sources = new JarFile(Artifacts.beside(jar, "-sources.jar").toFile())) {
            assertThat(sources.getEntry("module-info.java")).isNotNull();
            assertThat(sources.stream().filter(entry -> entry.getName().endsWith(".java")))
                    .hasSizeGreaterThan(10);
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void javadocStandsBeside(Path jar) throws IOException {
        Path file = Artifacts.beside(jar, JAVADOC);
        assumeTrue(System.getenv("CI") != null || Files.exists(file), "\"./nn test\" makes it only where CI is set");
        try (JarFile javadoc = new JarFile(file.toFile())) {
            assertThat(javadoc.getEntry("index.html")).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void theBillOfMaterialsNamesNobodyElse(Path jar) throws IOException {
        assumeFalse(Artifacts.property("maven.mode").equals("offline: true"), "made only by a Maven that is online");
        String bill = Files.readString(jar.resolveSibling("bom.json"));
        assertThat(bill).contains("\"bomFormat\" : \"CycloneDX\"");
        assertThat(bill.lines().filter(line -> line.contains("\"purl\"")))
                .isNotEmpty()
                .allMatch(line -> line.contains("pkg:maven/dev.nn/nn-"));
    }
}

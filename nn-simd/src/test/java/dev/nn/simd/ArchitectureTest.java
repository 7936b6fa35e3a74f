package dev.nn.simd;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may know whom, in nn-core and nn-simd. */
class ArchitectureTest {
    private static final String VECTORS = "jdk.incubator.vector..";
    private static final String SPECIES = "jdk.incubator.vector.VectorSpecies";

    /** What the packages below show, they show to each other: the module exports none of them. */
    private static final String ROOMS = "dev.nn.simd.";

    /** The room that defines a class at run time, and does without where that can't be done. */
    private static final String DEFINES_CLASSES = "dev.nn.simd.chain";

    private static final ImportOption NO_TESTS =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter().withImportOption(NO_TESTS).importPackages("dev.nn");
    }

    /** The packages are public to each other; the module shows none of them. */
    @Test
    void theModuleExportsNothing() throws IOException {
        Path classes = Path.of(SimdKernelProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
            ModuleDescriptor module = ModuleDescriptor.read(in);
            assertThat(module.exports()).isEmpty();
            assertThat(module.provides())
                    .flatExtracting(ModuleDescriptor.Provides::providers)
                    .containsExactly(SimdKernelProvider.class.getName());
        }
    }

    /** Rules that found no class would hold too. */
    @Test
    void bothModulesAreRead() {
        assertThat(classes).extracting(JavaClass::getName).contains("dev.nn.kernel.DenseKernels");
        assertThat(classes).extracting(JavaClass::getName).contains("dev.nn.simd.SimdDenseKernels");
        assertThat(classes).extracting(JavaClass::getName).doesNotContain(ArchitectureTest.class.getName());
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return Stream.of(
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(DEFINES_CLASSES)
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("java.lang.reflect..", "java.lang.classfile..")
                                .orShould()
                                .callMethod(Class.class, "forName", String.class)
                                .orShould()
                                .callMethod(Class.class, "getResource", String.class)
                                .orShould()
                                .callMethod(Class.class, "getResourceAsStream", String.class)
                                .as("nothing is looked up by its name: a native image keeps what it sees used"),
                        noClasses()
                                .that()
                                .resideOutsideOfPackage("dev.nn.simd..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("dev.nn.simd..", VECTORS)
                                .as("only dev.nn.simd uses the Vector API, and nothing depends on it"),
                        classes()
                                .that()
                                .resideOutsideOfPackage("dev.nn.simd..")
                                .should()
                                .onlyDependOnClassesThat()
                                .resideInAnyPackage("dev.nn..", "java..", "jdk.jfr..", "org.jspecify..")
                                .as("nn-core depends on nothing but the JDK"),
                        noClasses()
                                .that()
                                .resideInAPackage("dev.nn.network")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(
                                        "dev.nn.file", "dev.nn.format..", "dev.nn.safetensors", "java.io", "java.nio..")
                                .as("networks know nothing of files"),
                        slices().matching("dev.nn.(*)..").should().beFreeOfCycles(),
                        slices().matching("dev.nn.format.onnx.(*)..").should().beFreeOfCycles(),
                        slices().matching("dev.nn.(simd.*)").should().beFreeOfCycles(),
                        noClasses()
                                .that()
                                .resideInAnyPackage("dev.nn.simd.*")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("dev.nn.simd")
                                .as("no room of nn-simd knows its door"),
                        classes()
                                .that()
                                .resideInAPackage("dev.nn.simd")
                                .and()
                                .doNotHaveSimpleName("SimdKernelProvider")
                                .should()
                                .notBePublic()
                                .as("behind the door of nn-simd nobody outside is expected"),
                        noClasses()
                                .that()
                                .haveSimpleName("SimdKernelProvider")
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(VECTORS)
                                .as("the provider loads on a JVM without the Vector API"),
                        noCodeUnits()
                                .that(areVisibleOutside())
                                .should(nameATypeOf(VECTORS))
                                .as("no signature that others see names a Vector type"),
                        noFields()
                                .that(areVisibleOutside())
                                .should()
                                .haveRawType(resideInAPackage(VECTORS))
                                .as("no field that others see has a Vector type"),
                        fields().that()
                                .haveRawType(SPECIES)
                                .should()
                                .beStatic()
                                .andShould()
                                .beFinal()
                                .as("a species is static final, or C2 does not compile it to registers"),
                        noClasses()
                                .should()
                                .dependOnClassesThat()
                                .areAssignableTo(ThreadLocal.class)
                                .as("scratch memory is passed, not kept per thread"))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    /** The canary: rules of these kinds find what is there. */
    @Test
    void aBrokenRuleIsFound() {
        ArchRule nobodyUsesVectors = noClasses().should().dependOnClassesThat().resideInAPackage(VECTORS);
        assertThat(nobodyUsesVectors.evaluate(classes).hasViolation()).isTrue();
        ArchRule nobodyNamesKernels = noCodeUnits().that(areVisibleOutside()).should(nameATypeOf("dev.nn.kernel.."));
        assertThat(nobodyNamesKernels.evaluate(classes).hasViolation()).isTrue();
    }

    private static DescribedPredicate<JavaMember> areVisibleOutside() {
        return DescribedPredicate.describe(
                "are visible outside",
                member -> isVisible(member.getModifiers())
                        && isVisible(member.getOwner().getModifiers())
                        && !member.getOwner().getPackageName().startsWith(ROOMS));
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** As a parameter or result, or inside of one: {@code List<FloatVector>} names a vector too. */
    private static ArchCondition<JavaCodeUnit> nameATypeOf(String packages) {
        return ArchCondition.from(DescribedPredicate.describe(
                "name a type of " + packages,
                unit -> Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .anyMatch(resideInAPackage(packages))));
    }
}

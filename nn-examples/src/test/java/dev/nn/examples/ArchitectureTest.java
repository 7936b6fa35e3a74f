package dev.nn.examples;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages of the commands and lessons stand on floors: no two know each other. */
class ArchitectureTest {
    private static final ImportOption NO_TESTS = location -> !location.contains("/test-classes/");

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes =
                new ClassFileImporter().withImportOption(NO_TESTS).importPackages("dev.nn.examples", "dev.nn.command");
    }

    /** The rule would hold of no classes, too. */
    @Test
    void everyFloorIsRead() {
        assertThat(classes)
                .extracting(JavaClass::getPackageName)
                .contains(
                        "dev.nn.command",
                        "dev.nn.examples",
                        "dev.nn.examples.lesson",
                        "dev.nn.examples.lesson.desk",
                        "dev.nn.examples.lesson.perceptron",
                        "dev.nn.examples.mnist",
                        "dev.nn.examples.table");
        assertThat(classes).extracting(JavaClass::getName).doesNotContain(ArchitectureTest.class.getName());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.nn.(**)").should().beFreeOfCycles().check(classes);
    }

    /** A chapter can be read without any other. */
    @Test
    void chaptersDoNotKnowEachOther() {
        slices().matching("dev.nn.examples.lesson.(*)")
                .namingSlices("chapter $1")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(
                        JavaClass.Predicates.resideInAPackage("dev.nn.examples.lesson.*"),
                        JavaClass.Predicates.resideInAPackage("dev.nn.examples.lesson.desk"))
                .check(classes);
    }
}

package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No knots of classes: whoever reads a class needs to read those below it, not all at once. A knot is a strongly connected
 * component of more than one class; nested classes count as part of the one that they stand in.
 */
class KnotTest {
    /** Classes that use each other on purpose come in pairs: a wide form and its narrow one, a tile and the choice of it. */
    private static final int PAIR = 2;

    private static final int PAIRS = 3;

    @Test
    void classesUseEachOtherOnlyInPairs() {
        List<Set<String>> knots = knots(uses());
        assertThat(knots).as("knots").hasSizeLessThanOrEqualTo(PAIRS);
        assertThat(knots).as("knots").allSatisfy(knot -> assertThat(knot).hasSize(PAIR));
    }

    /** The canary: knots are found, and nothing else is taken for one. */
    @Test
    void aKnotIsFound() {
        Map<String, Set<String>> uses = Map.of(
                "a", Set.of("b"),
                "b", Set.of("c", "d"),
                "c", Set.of("a"),
                "d", Set.of("e"),
                "e", Set.of());
        assertThat(knots(uses)).containsExactly(Set.of("a", "b", "c"));
    }

    /** What each outermost class of nn-simd uses of the others. */
    private static Map<String, Set<String>> uses() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass from : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.nn.simd")) {
            Set<String> used = uses.computeIfAbsent(outermost(from), name -> new TreeSet<>());
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(to -> to.getPackageName().startsWith("dev.nn.simd"))
                    .forEach(to -> used.add(outermost(to)));
        }
        assertThat(uses).as("classes of nn-simd").hasSizeGreaterThan(50);
        return uses;
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass().map(KnotTest::outermost).orElseGet(type::getName);
    }

    /** Tarjan's algorithm. */
    private static List<Set<String>> knots(Map<String, Set<String>> uses) {
        List<Set<String>> knots = new ArrayList<>();
        Map<String, Integer> number = new HashMap<>(), lowest = new HashMap<>();
        Deque<String> path = new ArrayDeque<>();
        for (String name : new TreeSet<>(uses.keySet())) {
            if (!number.containsKey(name)) visit(name, uses, number, lowest, path, knots);
        }
        return knots;
    }

    private static void visit(
            String name,
            Map<String, Set<String>> uses,
            Map<String, Integer> number,
            Map<String, Integer> lowest,
            Deque<String> path,
            List<Set<String>> knots) {
        int own = number.size();
        number.put(name, own);
        lowest.put(name, own);
        path.push(name);
        for (String used : uses.getOrDefault(name, Set.of())) {
            if (!number.containsKey(used)) visit(used, uses, number, lowest, path, knots);
            if (path.contains(used)) lowest.merge(name, lowest.getOrDefault(used, own), Math::min);
        }
        if (lowest.getOrDefault(name, own) < own) return;
        Set<String> knot = new TreeSet<>();
        do knot.add(path.peek());
        while (!path.pop().equals(name));
        if (knot.size() > 1) knots.add(knot);
    }
}

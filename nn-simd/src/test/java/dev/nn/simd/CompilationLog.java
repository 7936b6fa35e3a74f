package dev.nn.simd;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code -XX:+PrintCompilation} wrote about the methods of nn-simd. */
record CompilationLog(List<String> lines) {
    private static final String PACKAGE = "dev.nn.simd.";
    private static final Pattern BY_C2 =
            Pattern.compile("\\s4\\s+dev\\.nn\\.simd\\.(?:\\w+\\.)*([\\w$]+)::(\\S+) .*\\(\\d+ bytes\\)$");
    private static final Pattern GIVEN_UP = Pattern.compile("COMPILE SKIPPED|made not (OSR )?compilable");

    static CompilationLog of(String output) {
        return new CompilationLog(output.lines().toList());
    }

    /** The lines that say that a compiler gave up a method of nn-simd, for the time being or for good. */
    List<String> givenUp() {
        return lines.stream()
                .filter(line -> line.contains(PACKAGE) && GIVEN_UP.matcher(line).find())
                .toList();
    }

    /** The methods that C2 has compiled, whole or from a loop on, as {@code Class::method}. */
    Set<String> compiledByC2() {
        Set<String> methods = new TreeSet<>();
        for (String line : lines) {
            Matcher matcher = BY_C2.matcher(line);
            if (matcher.find()) methods.add(matcher.group(1) + "::" + matcher.group(2));
        }
        return methods;
    }
}

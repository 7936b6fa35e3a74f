package dev.nn.bench;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * The class paths of the forks: our own, or with peers one for each set of libraries that can't share a JVM.
 *
 * <p>The launcher names the sets in a system property, separated
 * by {@code |}.
 */
final class ClassPaths {
    /** Set by the launcher if peers are wanted. */
    static final String PROPERTY = "nn.bench.peers";

    private ClassPaths() {}

    static List<String> of(boolean peers) {
        String own = System.getProperty("java.class.path");
        if (!peers) return List.of(own);
        String sets = System.getProperty(PROPERTY);
        if (sets == null) {
            throw new IllegalStateException("--peers needs the launcher ./nn, which builds and finds them");
        }
        List<String> paths = new ArrayList<>();
        for (String set : sets.split("\\|")) paths.add(own + File.pathSeparator + set);
        return paths;
    }
}

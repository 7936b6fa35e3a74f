package dev.nn.bench;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * The class paths of the forks: our own, or with peers one for each set of libraries that can't share a JVM.
 *
 * <p>The launcher names the sets in a system property, separated by {@code |}: the first for everything, the others for
 * libraries that only know whole networks.
 */
final class ClassPaths {
    /** Set by the launcher if peers are wanted. */
    static final String PROPERTY = "nn.bench.peers";

    private ClassPaths() {}

    /**
     * A class path.
     *
     * @param path as java takes it
     * @param networksOnly whether its peers have nothing to offer for single layers
     */
    record ClassPath(String path, boolean networksOnly) {}

    /** The class path of this JVM. */
    static String own() {
        return System.getProperty("java.class.path");
    }

    static List<ClassPath> of(boolean peers) {
        String own = own();
        if (!peers) return List.of(new ClassPath(own, false));
        String sets = System.getProperty(PROPERTY);
        if (sets == null) {
            throw new IllegalStateException("--peers needs the launcher ./nn, which builds and finds them");
        }
        List<ClassPath> paths = new ArrayList<>();
        for (String set : sets.split("\\|", -1)) {
            paths.add(new ClassPath(own + File.pathSeparator + set, !paths.isEmpty()));
        }
        return paths;
    }
}

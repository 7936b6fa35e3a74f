package dev.nn.bench;

import dev.nn.bench.ClassPaths.ClassPath;
import dev.nn.bench.fork.ColdStart;
import dev.nn.bench.fork.Fork;
import dev.nn.bench.fork.ForkPlan;
import dev.nn.bench.fork.ForkResult;
import dev.nn.bench.work.Work;
import java.io.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All JVMs that one call of the command starts, one after the other, with the progress on the error stream.
 *
 * @param first the plan of the first fork
 * @param count how many forks of each kind
 * @param bits the widths to force; empty for the one that the hardware prefers
 * @param classPaths our own, or those of the peers
 */
record Run(ForkPlan first, int count, List<String> bits, List<ClassPath> classPaths) {
    private static final int QUICK_STARTS = 3, STARTS = 7;

    /** Runs the forks. */
    List<ForkResult> forks() throws IOException {
        List<Fork> all = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            // In a hurry, others are measured in the first fork only: most of the time is theirs.
            for (ClassPath classPath : first.quick() && number > 0 ? ClassPaths.of(false) : classPaths) {
                ForkPlan plan = first.fork(number, classPath.networksOnly());
                if (plan.cases().isEmpty()) continue;
                // Widths take turns, too, so that the machine's moods hit all of them.
                if (bits.isEmpty()) all.add(new Fork(plan, null, classPath.path()));
                for (String width : bits) all.add(new Fork(plan, width, classPath.path()));
            }
        }
        ProgressDisplay progress = new ProgressDisplay(System.err, terminal(), all.size());
        List<ForkResult> results = new ArrayList<>();
        Set<String> told = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) results.add(all.get(i).run(listener(progress, i, told)));
        progress.done();
        return results;
    }

    /** Starts new JVMs up to their first prediction, if that is wanted: all competitors in turns. */
    List<ColdStart> coldStarts() throws IOException {
        if (first.wanted().stream().noneMatch(each -> each.work() == Work.COLD_START)) return List.of();
        ProgressDisplay progress = new ProgressDisplay(System.err, terminal(), 1);
        Fork.Listener listener = listener(progress, 0, new LinkedHashSet<>());
        record Competitor(String classPath, String name) {}
        Set<Competitor> competitors = new LinkedHashSet<>();
        for (ClassPath classPath : classPaths) {
            for (String name : ColdStart.competitors(classPath.path(), listener)) {
                // Ours without anybody else's jars.
                String path = name.equals(ColdStart.OURS) ? ClassPaths.own() : classPath.path();
                competitors.add(new Competitor(path, name));
            }
        }
        int rounds = first.quick() ? QUICK_STARTS : STARTS, done = 0;
        List<ColdStart> starts = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Competitor each : competitors) {
                listener.progress(done++, rounds * competitors.size(), "cold start of " + each.name());
                starts.add(ColdStart.measure(each.classPath(), bits.isEmpty() ? null : bits.getFirst(), each.name()));
            }
        }
        progress.done();
        return starts;
    }

    private static Fork.Listener listener(ProgressDisplay progress, int number, Set<String> told) {
        return new Fork.Listener() {
            @Override
            public void progress(int done, int total, String next) {
                progress.show(number, done, total, next);
            }

            @Override
            public void skipped(String what, String reason) {
                if (told.add(what)) progress.note("left out: " + what + ": " + reason);
            }
        };
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back to returning null where input or output isn't a terminal.
    private static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}

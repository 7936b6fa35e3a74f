package dev.nn.bench.report;

import dev.nn.bench.fork.ForkResult;
import dev.nn.bench.measure.Median;
import dev.nn.bench.work.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left of one competitor's speed beside a neighbour that streams memory: medians over the forks.
 *
 * @param chosen the work, or null for multiply-adds in registers, which need no memory
 * @param who ours, a peer, or {@code peak}
 * @param bits width of the vectors
 * @param aloneMicros CPU time of a call while the neighbour rests
 * @param besideMicros the same while it streams
 * @param left the first over the second
 * @param least the least share in any fork
 * @param neighbour what the neighbour read meanwhile, in GB/s
 * @param forks how many have measured it
 */
public record CompanyRow(
        @Nullable Case chosen,
        String who,
        int bits,
        double aloneMicros,
        double besideMicros,
        double left,
        double least,
        double neighbour,
        int forks) {
    private record Key(int bits, String caseName, String who) {}

    /** The control first, then rows in the order of the cases; of one case ours first. */
    static List<CompanyRow> rows(List<Case> cases, List<ForkResult> forks) {
        Map<Key, List<ForkResult.Accompanied>> seen = new LinkedHashMap<>();
        for (ForkResult fork : forks) {
            for (ForkResult.Accompanied each : fork.accompanied()) {
                seen.computeIfAbsent(
                                new Key(fork.limits().bits(), each.caseName(), each.who()), key -> new ArrayList<>())
                        .add(each);
            }
        }
        List<CompanyRow> rows = new ArrayList<>();
        add(rows, null, ForkResult.Accompanied.PEAK, seen);
        for (Case each : cases) if (each.company()) add(rows, each, each.name(), seen);
        return rows;
    }

    private static void add(
            List<CompanyRow> rows, @Nullable Case chosen, String name, Map<Key, List<ForkResult.Accompanied>> seen) {
        seen.forEach((key, results) -> {
            if (key.caseName.equals(name)) rows.add(row(chosen, key, results));
        });
    }

    private static CompanyRow row(@Nullable Case chosen, Key key, List<ForkResult.Accompanied> results) {
        return new CompanyRow(
                chosen,
                key.who,
                key.bits,
                Median.of(results, ForkResult.Accompanied::aloneNanos) / 1e3,
                Median.of(results, ForkResult.Accompanied::besideNanos) / 1e3,
                Median.of(results, ForkResult.Accompanied::left),
                results.stream().mapToDouble(ForkResult.Accompanied::left).min().orElse(Double.NaN),
                Median.of(results, ForkResult.Accompanied::neighbour),
                results.size());
    }

    /** The work in tables and files. */
    String work() {
        return chosen == null ? "fma peak" : chosen.work().label();
    }

    /** On what. */
    String shape() {
        return chosen == null ? "registers" : chosen.shape().toString();
    }

    /** The name of the activation. */
    String activation() {
        return chosen == null ? Case.NO_ACTIVATION : chosen.activation();
    }
}

package dev.nn.bench.report;

import dev.nn.bench.fork.ForkResult;
import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.Median;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.work.Case;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From the measurements of some forks to rows: medians, the spread, and ratios within each fork. */
public final class Aggregation {
    private Aggregation() {}

    /** One fork's measurement of a case together with that fork. */
    private record Observation(ForkResult fork, Sample sample) {}

    /** A line of the table to be: the width of the fork's vectors, the case, and who. */
    private record Key(int bits, String caseName, String who) {}

    /** Rows in the order of the cases; of one case ours first, one width after the other. */
    public static List<Row> rows(List<Case> cases, List<ForkResult> forks) {
        Map<Key, List<Observation>> observations = new LinkedHashMap<>();
        Set<Integer> widths = new LinkedHashSet<>();
        Set<String> competitors = new LinkedHashSet<>();
        for (ForkResult fork : forks) {
            widths.add(fork.limits().bits());
            competitors.add(fork.kernels());
            for (ForkResult.Measured measured : fork.measured()) {
                competitors.add(measured.who());
                observations
                        .computeIfAbsent(
                                new Key(fork.limits().bits(), measured.caseName(), measured.who()),
                                key -> new ArrayList<>())
                        .add(new Observation(fork, measured.sample()));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (Case each : cases) {
            for (int bits : widths) {
                for (String who : competitors) {
                    List<Observation> seen = observations.get(new Key(bits, each.name(), who));
                    if (seen != null) rows.add(row(each, who, bits, seen));
                }
            }
        }
        return rows;
    }

    private static Row row(Case chosen, String who, int bits, List<Observation> seen) {
        double[] times =
                seen.stream().mapToDouble(each -> nanos(chosen, each.sample)).toArray();
        double fastest = Double.POSITIVE_INFINITY, slowest = 0, bytes = 0;
        for (double time : times) {
            fastest = Math.min(fastest, time);
            slowest = Math.max(slowest, time);
        }
        for (Observation each : seen) bytes = Math.max(bytes, each.sample.bytes());
        boolean ours = who.equals(seen.getFirst().fork.kernels());
        MemoryLevel level = MemoryLevel.holding(chosen.bytes());
        return new Row(
                chosen,
                who,
                ours,
                bits,
                Median.of(seen, each -> rate(chosen, each)),
                Median.of(seen, each -> rate(chosen, each) / each.fork.limits().peak(chosen.threads())),
                Median.of(seen, each -> rate(chosen, each) / roof(chosen, level, each.fork.limits())),
                level.name(),
                bytes,
                slowest / fastest,
                Median.of(seen, each -> each.sample.cpuNanos()) / 1e3,
                Median.of(seen, each -> each.sample.wallNanos()) / 1e3,
                Median.of(seen, each -> each.sample.slowCpuNanos()) / 1e3,
                Median.of(seen, each -> each.sample.slowWallNanos()) / 1e3,
                seen.size(),
                ours ? ratios(chosen, who, seen) : Map.of());
    }

    /** Each peer's time over ours, within each fork that has both; then the median. */
    private static Map<String, Double> ratios(Case chosen, String ours, List<Observation> seen) {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (Observation own : seen) {
            for (ForkResult.Measured other : own.fork.measured()) {
                if (other.who().equals(ours) || !other.caseName().equals(chosen.name())) continue;
                ratios.computeIfAbsent(other.who(), who -> new ArrayList<>())
                        .add(nanos(chosen, other.sample()) / nanos(chosen, own.sample));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        ratios.forEach((who, values) -> medians.put(who, Median.of(values, Double::doubleValue)));
        return medians;
    }

    /** The time that counts: the CPU time of one thread, but on several the time until all are done. */
    private static double nanos(Case chosen, Sample sample) {
        return chosen.threads() == 1 ? sample.cpuNanos() : sample.wallNanos();
    }

    private static double rate(Case chosen, Observation observation) {
        return chosen.flops() / nanos(chosen, observation.sample);
    }

    private static double roof(Case chosen, MemoryLevel level, Limits limits) {
        return limits.roof(chosen.intensity(), level, chosen.threads());
    }
}

package dev.nn.bench.report;

import dev.nn.bench.fork.ColdStart;
import dev.nn.bench.fork.ForkResult;
import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.Median;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.measure.Together;
import dev.nn.bench.work.Case;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that one run of the command has found out.
 *
 * @param forks what each fork measured
 * @param rows what they say together
 * @param company what is left of the speed beside a neighbour
 * @param coldStarts how long new JVMs take
 */
public record Results(List<ForkResult> forks, List<Row> rows, List<CompanyRow> company, List<ColdStartRow> coldStarts) {
    /** Aggregates. */
    public static Results of(List<Case> cases, List<ForkResult> forks, List<ColdStart> starts) {
        return new Results(
                List.copyOf(forks),
                Aggregation.rows(cases, forks),
                CompanyRow.rows(cases, forks),
                ColdStartRow.rows(starts));
    }

    /** The limits of the machine at each vector width, widest first: medians over the forks. */
    public List<Limits> limits() {
        Map<Integer, List<ForkResult>> widths = new TreeMap<>();
        for (ForkResult fork : forks) {
            widths.computeIfAbsent(-fork.limits().bits(), bits -> new ArrayList<>())
                    .add(fork);
        }
        return widths.values().stream().map(Results::median).toList();
    }

    /** The slowest fork's peak in the fastest's, at a width: how steady the machine is. */
    public double peakSpread(int bits) {
        double[] peaks = forks.stream()
                .filter(fork -> fork.limits().bits() == bits)
                .mapToDouble(fork -> fork.limits().peak())
                .sorted()
                .toArray();
        return peaks[peaks.length - 1] / peaks[0];
    }

    private static Limits median(List<ForkResult> forks) {
        Map<MemoryLevel, Double> bandwidth = new EnumMap<>(MemoryLevel.class);
        for (MemoryLevel level : MemoryLevel.values()) {
            bandwidth.put(
                    level, Median.of(forks, fork -> fork.limits().bandwidth().getOrDefault(level, Double.NaN)));
        }
        double peak = Median.of(forks, fork -> fork.limits().peak());
        Limits first = forks.getFirst().limits();
        double gain = Median.of(forks, fork -> fork.limits().together().gain());
        return new Limits(first.bits(), peak, new Together(first.together().threads(), gain), bandwidth);
    }
}

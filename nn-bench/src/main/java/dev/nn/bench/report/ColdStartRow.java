package dev.nn.bench.report;

import dev.nn.bench.fork.ColdStart;
import dev.nn.bench.measure.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cold starts of one competitor in short: medians over the runs.
 *
 * @param who ours or a peer
 * @param wallMillis until the first prediction
 * @param cpuMillis of all threads until then
 * @param peakMebibytes of memory
 * @param diskMebibytes of jars or classes
 * @param spread slowest over fastest run, wall time
 * @param runs how many
 */
public record ColdStartRow(
        String who,
        double wallMillis,
        double cpuMillis,
        double peakMebibytes,
        double diskMebibytes,
        double spread,
        int runs) {
    /** One row for each competitor, in the order in which they first ran. */
    public static List<ColdStartRow> rows(List<ColdStart> starts) {
        Map<String, List<ColdStart>> competitors = new LinkedHashMap<>();
        for (ColdStart start : starts) {
            competitors.computeIfAbsent(start.who(), who -> new ArrayList<>()).add(start);
        }
        return competitors.values().stream().map(ColdStartRow::row).toList();
    }

    private static ColdStartRow row(List<ColdStart> runs) {
        double slowest = 0, fastest = Double.POSITIVE_INFINITY;
        for (ColdStart run : runs) {
            slowest = Math.max(slowest, run.wallMillis());
            fastest = Math.min(fastest, run.wallMillis());
        }
        return new ColdStartRow(
                runs.getFirst().who(),
                Median.of(runs, ColdStart::wallMillis),
                Median.of(runs, ColdStart::cpuMillis),
                Median.of(runs, ColdStart::peakMebibytes),
                Median.of(runs, ColdStart::diskMebibytes),
                slowest / fastest,
                runs.size());
    }
}

package dev.nn.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.nn.bench.fork.ColdStart;
import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.work.Cases;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Work;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * The results as JSON: an array with an object for each row, and one for the FMA peak of each vector width. Figures that
 * a row doesn't have are null.
 */
public final class JsonReport {
    private final Results results;

    public JsonReport(Results results) {
        this.results = results;
    }

    /** Writes it all. */
    public void writeTo(OutputStream out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (Limits limits : results.limits()) peak(json, limits);
            for (Row row : results.rows()) row(json, row);
            for (CompanyRow row : results.company()) company(json, row);
            for (ColdStartRow row : results.coldStarts()) coldStart(json, row);
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    private void peak(JsonGenerator json, Limits limits) throws IOException {
        json.writeStartObject();
        json.writeStringField("work", "fma peak");
        json.writeStringField("shape", "registers");
        json.writeStringField("activation", "none");
        json.writeNumberField("bits", limits.bits());
        json.writeNumberField("threads", 1);
        number(json, "gflops", limits.peak());
        number(json, "shareOfPeak", 1);
        number(json, "bytesPerOp", 0);
        number(json, "spread", results.peakSpread(limits.bits()));
        json.writeStringField("who", "peak");
        json.writeObjectFieldStart("together");
        json.writeNumberField("threads", limits.together().threads());
        number(json, "gain", limits.together().gain());
        json.writeEndObject();
        json.writeObjectFieldStart("gigabytesPerSecond");
        for (MemoryLevel level : MemoryLevel.values()) {
            number(json, level.name(), limits.bandwidth().getOrDefault(level, Double.NaN));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void row(JsonGenerator json, Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("work", row.chosen().work().label());
        json.writeStringField("shape", row.chosen().shape().toString());
        json.writeStringField("activation", row.chosen().activation());
        json.writeNumberField("bits", row.bits());
        json.writeNumberField("threads", row.chosen().threads());
        number(json, "gflops", row.gflops());
        number(json, "shareOfPeak", row.shareOfPeak());
        number(json, "bytesPerOp", row.bytesPerOp());
        number(json, "spread", row.spread());
        json.writeStringField("who", row.who());
        json.writeBooleanField("ours", row.ours());
        number(json, "shareOfRoof", row.shareOfRoof());
        json.writeStringField("level", row.level());
        number(json, "cpuMicros", row.cpuMicros());
        number(json, "wallMicros", row.wallMicros());
        number(json, "p99Micros", row.p99CpuMicros());
        number(json, "p99WallMicros", row.p99WallMicros());
        number(json, "samplesPerSecond", row.samplesPerSecond());
        json.writeNumberField("forks", row.forks());
        json.writeObjectFieldStart("timesFasterThan");
        for (Map.Entry<String, Double> ratio : row.ratios().entrySet()) {
            number(json, ratio.getKey(), ratio.getValue());
        }
        json.writeEndObject();
        json.writeStringField("reason", row.chosen().reason());
        json.writeEndObject();
    }

    private static void company(JsonGenerator json, CompanyRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("work", row.work() + " with a neighbour");
        json.writeStringField("shape", row.shape());
        json.writeStringField("activation", row.activation());
        json.writeNumberField("bits", row.bits());
        json.writeNumberField("threads", 1);
        for (String none : List.of("gflops", "shareOfPeak", "bytesPerOp", "spread")) json.writeNullField(none);
        json.writeStringField("who", row.who());
        number(json, "aloneMicros", row.aloneMicros());
        number(json, "besideMicros", row.besideMicros());
        number(json, "left", row.left());
        number(json, "least", row.least());
        number(json, "neighbourGigabytesPerSecond", row.neighbour());
        json.writeNumberField("forks", row.forks());
        json.writeEndObject();
    }

    private static void coldStart(JsonGenerator json, ColdStartRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("work", Work.COLD_START.label());
        json.writeStringField("shape", new DenseShape(1, Cases.MLP).toString());
        json.writeStringField("activation", "relu");
        for (String none : List.of("bits", "gflops", "shareOfPeak", "bytesPerOp")) json.writeNullField(none);
        json.writeNumberField("threads", 1);
        number(json, "spread", row.spread());
        json.writeStringField("who", row.who());
        json.writeBooleanField("ours", row.who().equals(ColdStart.OURS));
        number(json, "wallMillis", row.wallMillis());
        number(json, "cpuMillis", row.cpuMillis());
        number(json, "peakMebibytes", row.peakMebibytes());
        number(json, "diskMebibytes", row.diskMebibytes());
        json.writeNumberField("runs", row.runs());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) json.writeNumberField(name, value);
        else json.writeNullField(name);
    }
}

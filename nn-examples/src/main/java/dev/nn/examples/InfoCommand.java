package dev.nn.examples;

import dev.nn.command.JsonFile;
import dev.nn.command.Machine;
import dev.nn.command.VectorApi;
import dev.nn.command.Version;
import dev.nn.format.AtomicFile;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Kernels.Candidate;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code nn info}: what runs here, which kernels are chosen, and why not the others. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Show what runs here: Java, processor, kernels, and why others were not chosen.",
        footer = {"", "Example: nn info --json info.json"})
final class InfoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", paramLabel = "FILE", description = "Write it as JSON, too.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        if (json != null) AtomicFile.check(json);
        Machine machine = Machine.here();
        List<Candidate> candidates = Kernels.candidates();
        int bits = VectorApi.preferredBits();
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Java      %s, %s, %s%n", machine.jdk(), machine.vendor(), machine.vm());
        out.printf("System    %s, %s%n", machine.os(), machine.arch());
        out.printf("CPU       %s, %d available to this JVM%n", machine.cpu().name(), machine.processors());
        out.printf(
                "Features  %s%n",
                machine.cpu().features().isEmpty()
                        ? "unknown"
                        : String.join(" ", machine.cpu().features()));
        out.printf("Vectors   %s%n", bits == 0 ? "no Vector API" : bits + " bits preferred by the Vector API");
        out.printf("Heap      up to %s%n", size(machine.maxHeap()));
        for (Candidate candidate : candidates) {
            out.printf(
                    "Provider  %s, priority %d: %s%n",
                    candidate.name(),
                    candidate.priority(),
                    Optional.ofNullable(candidate.unavailableBecause())
                            .map(reason -> "not available, " + reason)
                            .orElse("available"));
        }
        String kernels = Kernels.prepared().name();
        out.printf("Kernels   %s%n", kernels);
        out.flush();
        if (json != null) JsonFile.write(json, json(machine, candidates, bits, kernels));
        return ExitCode.OK;
    }

    /** In GiB, or in MiB if it is less than one. */
    static String size(long bytes) {
        return bytes < 1 << 30
                ? "%d MiB".formatted(bytes >> 20)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
    }

    private static Map<String, Object> json(Machine machine, List<Candidate> candidates, int bits, String kernels) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", "info");
        json.putAll(machine.json());
        json.put("preferredVectorBits", bits);
        json.put("kernels", kernels);
        json.put("vectorBits", VectorApi.bitsOf(kernels));
        json.put("providers", candidates.stream().map(InfoCommand::json).toList());
        return json;
    }

    private static Map<String, @Nullable Object> json(Candidate candidate) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", candidate.name());
        json.put("priority", candidate.priority());
        json.put("available", candidate.unavailableBecause() == null);
        json.put("unavailableBecause", candidate.unavailableBecause());
        return json;
    }
}

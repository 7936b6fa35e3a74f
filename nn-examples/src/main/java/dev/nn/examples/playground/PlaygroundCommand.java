package dev.nn.examples.playground;

import dev.nn.command.KernelOptions;
import dev.nn.command.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nn playground}: a small network in the browser that one watches while it learns. */
@Command(
        name = "playground",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Play with a small network in the browser and watch it learn.",
            "Choose data and layers, watch every unit while it learns, change weights by hand. The page is served to this"
                    + " machine only, until Ctrl-C.",
            ""
        },
        footer = {"", "Example: nn playground --preset spiral"})
public final class PlaygroundCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "N", description = "Port to listen on (default: 0, any that is free).")
    private int port;

    @Option(names = "--no-open", description = "Print the address and leave opening it to you.")
    private boolean noOpen;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Start with one of these: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Presets.class)
    private @Nullable String preset;

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    /** The names that {@code --preset} takes. */
    static final class Presets implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Preset.ALL.stream().map(Preset::name).iterator();
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65535) throw wrong("--port must be from 0 to 65535, was " + port);
        if (kernels.threads() != 1) throw wrong("--threads: a playground trains on one thread");
        String hash = "";
        try {
            if (preset != null) hash = "#" + Preset.named(preset).settings();
        } catch (NoSuchElementException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        try (PlaygroundServer server = new PlaygroundServer(port, kernels.kernels())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("playground  " + server.address() + hash);
            out.println("Ctrl-C ends it.");
            out.flush();
            if (!noOpen) open(server.address() + hash);
            new CountDownLatch(1).await();
        } catch (BindException e) {
            throw new IOException("port %d is in use: choose another, or 0 for any that is free".formatted(port), e);
        }
        return ExitCode.OK;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Hands an address to the system's browser; whoever has none has the address on the terminal. */
    private static void open(String address) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        List<String> command = system.contains("mac")
                ? List.of("open", address)
                : system.contains("win")
                        ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                        : List.of("xdg-open", address);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // There is no such program here.
        }
    }
}

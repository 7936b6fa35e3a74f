package dev.nn.bench.fork;

import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.Median;
import dev.nn.bench.measure.Together;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Peers;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Pollution;
import dev.nn.bench.work.WrongResultException;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fork: a JVM that is polluted, then measures the limits of the machine and all cases, group by group. */
final class ForkMain {
    private final PrintStream out;
    private final ForkPlan plan;

    private ForkMain(PrintStream out, ForkPlan plan) {
        this.out = out;
        this.plan = plan;
    }

    static void main(String[] arguments) {
        PrintStream out = System.out;
        System.setOut(System.err); // what libraries print is not for the parent
        endWithParent();
        ForkMain fork = new ForkMain(out, ForkPlan.parse(arguments));
        try {
            fork.run();
        } catch (WrongResultException | IllegalStateException | IllegalArgumentException e) {
            fork.tell(new Message.Failed(String.valueOf(e.getMessage())));
            System.exit(1);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            fork.tell(new Message.Failed(Peers.describe(e)));
            System.exit(1);
        }
        System.exit(0); // native libraries may have left threads behind
    }

    /** Ends this JVM as soon as the parent has died, even if it was killed: its end of our standard input closes then. */
    private static void endWithParent() {
        Thread.ofPlatform().daemon().name("end with the parent").start(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException gone) {
                // the same
            }
            Runtime.getRuntime().halt(1);
        });
    }

    private void tell(Message message) {
        out.println(Message.encode(message));
        out.flush();
    }

    private void run() {
        DenseKernels kernels = Kernels.prepared();
        tell(new Message.Using(kernels.name()));
        Map<String, List<Case>> groups = new LinkedHashMap<>();
        for (Case each : plan.cases()) {
            groups.computeIfAbsent(each.group(), group -> new ArrayList<>()).add(each);
        }
        int total = plan.cases().size(), done = 0;
        tell(new Message.Progress(0, total, "pollution and the limits of the machine"));
        List<Peer> peers = Peers.available((name, reason) -> tell(new Message.Skipped(name, reason)));
        Pollution.run(kernels, plan.seed());
        Limits limits = Limits.measure(plan.threads(), plan.pace());
        List<Together> together = new ArrayList<>(List.of(limits.together()));
        for (List<Case> group : groups.values()) {
            tell(new Message.Progress(done, total, group.getFirst().name()));
            try (GroupRun run = new GroupRun(kernels, peers, plan, this::skipped)) {
                run.prepare(group);
                if (group.getFirst().company()) {
                    run.measureInCompany().forEach(each -> tell(new Message.Accompanied(each)));
                } else {
                    limits = measure(run, limits);
                }
            }
            // Some hosts let two processors share a core for seconds: asked again where threads have just worked
            // together.
            if (group.getFirst().threads() > 1) together.add(Together.measure(plan.threads(), plan.pace()));
            done += group.size();
        }
        tell(new Message.Measure(limits.withGain(Median.of(together, Together::gain))));
        tell(new Message.Progress(total, total, "done"));
    }

    /** Measures, tells, and returns the limits with what the rounds showed of the peak. */
    private Limits measure(GroupRun run, Limits limits) {
        Limits seen = limits;
        for (GroupRun.Result result : run.measure()) {
            if (result.chosen() == null) seen = seen.withPeak(run.peak(result.sample()));
            else tell(new Message.Measured(result.chosen().name(), result.who(), result.sample()));
        }
        return seen;
    }

    private void skipped(String what, String reason) {
        tell(new Message.Skipped(what, reason));
    }
}

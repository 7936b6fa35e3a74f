package dev.nn.bench.fork;

import dev.nn.bench.measure.FmaPeak;
import dev.nn.bench.measure.MemoryStream;
import dev.nn.bench.measure.Pace;
import dev.nn.bench.measure.Rounds;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Subject;
import dev.nn.bench.peer.CompiledNetwork;
import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Peers;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.BatchPrediction;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.Latency;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.ModelPredictor;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.TrainingCheck;
import dev.nn.bench.work.TrainingStep;
import dev.nn.bench.work.Work;
import dev.nn.bench.work.WrongResultException;
import dev.nn.data.Dataset;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One group of cases at work: ours and the peers' on the same operands, checked, then measured in the same rounds, with
 * the FMA peak among them.
 */
final class GroupRun implements AutoCloseable {
    /** As many images as MNIST has, in whole batches of 512. */
    private static final int IMAGES = 117 * 512;

    /** By how much a peer's training must lower its loss to count as training. */
    private static final double LEARNT = 0.8;

    /** After how many steps the loss is looked at again, and how often. */
    private static final int MORE_STEPS = 10, LOOKS = 5;

    /** What others are measured with in a hurry. */
    private static final Set<String> COMMON = Set.of("relu", "identity", Case.NO_ACTIVATION);

    /** Floating-point operations of a layer that takes the slow some seconds in all rounds. */
    private static final double LARGE = 1e9;

    private static final Set<String> SLOW = Set.of("ejml", "netlib");

    private static final String BEST_IN_LAYERS = "onednn", BEST_IN_STEPS = "pytorch";

    private final DenseKernels kernels;
    private final List<Peer> peers;
    private final ForkPlan plan;
    private final BiConsumer<String, String> skipped;
    private final FmaPeak peak = new FmaPeak();
    private final List<Entry> entries = new ArrayList<>();
    private final List<AutoCloseable> resources = new ArrayList<>();
    private final List<Runnable> checksAfterwards = new ArrayList<>();

    /** What is measured: whose subject for which case; the peak has no case. */
    private record Entry(@Nullable Case chosen, String who, Subject subject) {}

    /** A result: the peak if there is no case. */
    record Result(@Nullable Case chosen, String who, Sample sample) {}

    GroupRun(DenseKernels kernels, List<Peer> peers, ForkPlan plan, BiConsumer<String, String> skipped) {
        this.kernels = kernels;
        this.peers = peers;
        this.plan = plan;
        this.skipped = skipped;
    }

    /**
     * Makes and checks all subjects.
     *
     * @throws WrongResultException if ours computes something wrong; a peer that does is left out
     */
    void prepare(List<Case> group) {
        entries.add(new Entry(null, ForkResult.Accompanied.PEAK, Subject.of(peak)));
        Case first = group.getFirst();
        if (first.work().isStep()) steps(group);
        else if (first.work() == Work.LATENCY) latency(first);
        else if (first.work() == Work.PREDICT) predictions(first);
        else layers(group);
    }

    private void layers(List<Case> group) {
        LayerAtWork layer = LayerAtWork.of(group.getFirst().shape(), kernels, plan.seed());
        for (Case each : group) {
            Job job = layer.ours(each);
            resources.add(job);
            layer.check(kernels.name(), each, job);
            entries.add(new Entry(each, kernels.name(), Subject.of(job::run)));
            for (Peer peer : rivals(each)) {
                offer(peer, each, () -> {
                    Job other = layer.of(peer, each);
                    if (other == null) return;
                    resources.add(other);
                    layer.check(peer.name(), each, other);
                    entries.add(new Entry(each, peer.name(), Subject.of(other::run)));
                });
            }
        }
    }

    private void steps(List<Case> group) {
        SyntheticDigits digits = SyntheticDigits.of(IMAGES);
        Dataset data = digits.dataset();
        for (Case each : group) {
            TrainingCheck.check(kernels, each, data);
            TrainingStep step = new TrainingStep(kernels, each, data);
            resources.add(step);
            entries.add(new Entry(each, kernels.name(), step));
            for (Peer peer : rivals(each)) {
                offer(peer, each, () -> {
                    Training training = peer.training(each, digits);
                    if (training == null) return;
                    resources.add(training);
                    double before = training.loss();
                    entries.add(new Entry(each, peer.name(), Subject.of(training::step)));
                    checksAfterwards.add(() -> {
                        // The slow have made few steps so far.
                        double after = training.loss();
                        for (int look = 0; look < LOOKS && after > LEARNT * before; look++) {
                            for (int more = 0; more < MORE_STEPS; more++) training.step();
                            after = training.loss();
                        }
                        if (after <= LEARNT * before) return;
                        skipped.accept(
                                peer.name() + ", " + each.name(), "learns nothing: loss " + before + ", then " + after);
                        entries.removeIf(entry -> each.equals(entry.chosen) && entry.who.equals(peer.name()));
                    });
                });
            }
        }
    }

    private void predictions(Case chosen) {
        BatchPrediction predictions = BatchPrediction.random(chosen, kernels, plan.seed());
        predictions.check(kernels.name());
        entries.add(new Entry(chosen, kernels.name(), predictions));
        if (predictions.network() instanceof Mlp network) compiled(chosen, predictions, network);
    }

    /** The same network in C++, where there is a compiler; what goes wrong there is told. */
    private void compiled(Case chosen, BatchPrediction ours, Mlp network) {
        try {
            CompiledNetwork other = CompiledNetwork.of(network, ours.rows());
            if (other == null) return;
            resources.add(other);
            other.run(1);
            ours.check(CompiledNetwork.NAME, other.outputs());
            entries.add(new Entry(chosen, CompiledNetwork.NAME, other));
        } catch (WrongResultException | IllegalStateException e) {
            skipped.accept(CompiledNetwork.NAME + ", " + chosen.name(), String.valueOf(e.getMessage()));
        }
    }

    private void latency(Case chosen) {
        KnownNetwork network = KnownNetwork.random(chosen.shape(), plan.seed());
        String name = kernels.name();
        latency(chosen, name, network, () -> new ModelPredictor(network, kernels, Precision.F32), Latency.EXACT);
        latency(
                chosen,
                name + " bf16",
                network,
                () -> new ModelPredictor(network, kernels, Precision.BF16),
                Latency.ROUNDED);
        for (Peer peer : peers) {
            offer(
                    peer,
                    chosen,
                    () -> latency(chosen, peer.name(), network, () -> peer.predictor(network), Latency.EXACT));
        }
    }

    private void latency(
            Case chosen, String who, KnownNetwork network, Supplier<@Nullable Predictor> maker, double tolerance) {
        Predictor predictor = maker.get();
        if (predictor == null) return;
        List<Predictor> others = new ArrayList<>();
        for (int i = 1; i < chosen.threads(); i++) others.add(Objects.requireNonNull(maker.get()));
        Latency latency = new Latency(predictor, others, network);
        resources.add(latency);
        latency.check(who, network, tolerance);
        entries.add(new Entry(chosen, who, latency));
    }

    /**
     * The peers for a case. They have one thread; beside a neighbour the best known one is enough. In a hurry, functions
     * other than the two most common are left to us, and the largest layers to those who don't take seconds for them.
     */
    private List<Peer> rivals(Case chosen) {
        if (chosen.threads() > 1) return List.of();
        if (chosen.company()) {
            String best = chosen.work().isStep() ? BEST_IN_STEPS : BEST_IN_LAYERS;
            return peers.stream().filter(peer -> peer.name().equals(best)).toList();
        }
        if (!plan.quick()) return peers;
        if (!COMMON.contains(chosen.activation())) return List.of();
        boolean large = !chosen.shape().isNetwork() && chosen.flops() > LARGE;
        return large
                ? peers.stream().filter(peer -> !SLOW.contains(peer.name())).toList()
                : peers;
    }

    /** Lets a peer try; what goes wrong is its own affair, but is told. */
    private void offer(Peer peer, Case chosen, Runnable attempt) {
        try {
            attempt.run();
        } catch (WrongResultException e) {
            skipped.accept(peer.name() + ", " + chosen.name(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            skipped.accept(peer.name() + ", " + chosen.name(), Peers.describe(e));
        }
    }

    /** Runs the rounds. */
    List<Result> measure() {
        List<Entry> measured = List.copyOf(entries);
        List<Sample> samples =
                Rounds.measure(measured.stream().map(Entry::subject).toList(), pace());
        checksAfterwards.forEach(Runnable::run);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            Entry entry = measured.get(i);
            if (entries.contains(entry)) results.add(new Result(entry.chosen, entry.who, samples.get(i)));
        }
        return results;
    }

    /** Runs the rounds alone and beside a neighbour that streams memory, in turns. */
    List<ForkResult.Accompanied> measureInCompany() {
        List<Entry> measured = List.copyOf(entries);
        List<ForkResult.Accompanied> results = new ArrayList<>();
        try (MemoryStream neighbour = new MemoryStream()) {
            List<Subject> subjects = new ArrayList<>();
            for (Entry each : measured) {
                subjects.add(each.subject);
                subjects.add(new Beside(each.subject, neighbour));
            }
            List<Sample> samples = Rounds.measure(subjects, pace());
            checksAfterwards.forEach(Runnable::run);
            for (int i = 0; i < measured.size(); i++) {
                Entry entry = measured.get(i);
                if (!entries.contains(entry)) continue;
                results.add(new ForkResult.Accompanied(
                        entry.chosen == null ? ForkResult.Accompanied.PEAK : entry.chosen.name(),
                        entry.who,
                        samples.get(2 * i).cpuNanos(),
                        samples.get(2 * i + 1).cpuNanos(),
                        neighbour.gigabytesPerSecond()));
            }
        }
        return results;
    }

    private Pace pace() {
        boolean steps = entries.stream()
                .anyMatch(each -> each.chosen != null && each.chosen.work().isStep());
        return steps ? plan.pace().forSteps() : plan.pace();
    }

    /** The peak that a sample of it shows, in GFLOP/s. */
    double peak(Sample sample) {
        if (Float.isNaN(peak.sink())) throw new AssertionError("a convergent iteration");
        return peak.flops() / sample.cpuNanos();
    }

    @Override
    public void close() {
        for (AutoCloseable resource : resources.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                skipped.accept("closing " + resource.getClass().getSimpleName(), Peers.describe(e));
            }
        }
    }
}

package dev.nn.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Peers;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Cases;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.Latency;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.Reference;
import dev.nn.bench.work.Shape;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.Work;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every library on this platform computes what it is measured for. */
class PeersTest {
    private final List<String> missing = new ArrayList<>();
    private final List<Peer> peers = Peers.available((name, reason) -> missing.add(name + ": " + reason));

    @Test
    void allAreAvailable() {
        assertThat(missing).isEmpty();
        assertThat(peers)
                .extracting(Peer::name)
                .containsExactlyInAnyOrder("openblas", "onednn", "ejml", "netlib", "onnxruntime", "pytorch", "encog");
    }

    @Test
    void layersAreRight() {
        Shape shape = Shape.layer(5, 37, 21);
        LayerOperands operands = LayerOperands.random(shape, 3);
        Reference reference = new Reference(operands, 3);
        int checked = 0;
        for (Peer peer : peers) {
            for (Work work : List.of(Work.FORWARD, Work.DW, Work.DX, Work.BACKWARD)) {
                for (String activation : List.of("relu", "tanh", "sigmoid", "gelu", "identity")) {
                    Case each = new Case(work, shape, activation, 1, "a test");
                    try (Job job = peer.job(each, operands)) {
                        if (job == null) continue;
                        assertThatCode(() -> reference.check(peer.name(), each, job))
                                .doesNotThrowAnyException();
                        checked++;
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(70);
    }

    @Test
    void predictionsAreRight() {
        Mlp mlp = Mlp.random(List.of(20, 9, 4), 5);
        for (Peer peer : peers) {
            Predictor predictor = peer.predictor(mlp);
            if (predictor == null) continue;
            try (Latency latency = new Latency(predictor, mlp)) {
                assertThatCode(() -> latency.check(peer.name(), mlp, Latency.EXACT)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void trainingLearns() {
        SyntheticDigits digits = SyntheticDigits.of(4096);
        for (Peer peer : peers) {
            Training training =
                    peer.training(new Case(Work.STEP_SGD, new Shape(32, Cases.MLP), "relu", 1, "a test"), digits);
            if (training == null) continue;
            try (training) {
                double before = training.loss();
                for (int step = 0; step < 60; step++) training.step();
                assertThat(training.loss()).as(peer.name()).isLessThan(0.8 * before);
            }
        }
    }
}

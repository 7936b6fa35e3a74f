package dev.nn.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nn.bench.peer.Peer;
import dev.nn.bench.peer.Peers;
import dev.nn.bench.peer.Training;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.Cases;
import dev.nn.bench.work.ConvolutionOperands;
import dev.nn.bench.work.ConvolutionReference;
import dev.nn.bench.work.ConvolvedImages;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Job;
import dev.nn.bench.work.KnownNetwork;
import dev.nn.bench.work.Latency;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.LeNet;
import dev.nn.bench.work.LeNetImages;
import dev.nn.bench.work.Mlp;
import dev.nn.bench.work.Predictor;
import dev.nn.bench.work.Reference;
import dev.nn.bench.work.SyntheticDigits;
import dev.nn.bench.work.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
                .containsExactlyInAnyOrder(
                        "openblas", "onednn", "onednn-nhwc", "ejml", "netlib", "onnxruntime", "pytorch", "encog");
    }

    @Test
    void layersAreRight() {
        DenseShape shape = DenseShape.layer(5, 37, 21);
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
    void convolutionsAreRight() {
        List<ConvolvedImages> shapes = List.of(
                ConvolvedImages.of(2, 9, 5, 7, 3, 1),
                ConvolvedImages.of(3, 8, 16, 32, 3, 2),
                ConvolvedImages.of(2, 6, 1, 8, 5, 1),
                ConvolvedImages.of(2, 5, 20, 33, 1, 1),
                ConvolvedImages.depthwise(2, 7, 16, 3));
        Map<String, Integer> checked = new TreeMap<>();
        for (ConvolvedImages shape : shapes) {
            ConvolutionOperands operands = ConvolutionOperands.random(shape, 3);
            ConvolutionReference reference = new ConvolutionReference(operands, 3);
            for (Peer peer : peers) {
                for (Work work : List.of(Work.FORWARD, Work.DW, Work.DX)) {
                    Case each = new Case(work, shape, work == Work.FORWARD ? "relu" : "none", 1, "a test");
                    try (Job job = peer.job(each, operands)) {
                        if (job == null) continue;
                        assertThatCode(() -> reference.check(peer.name(), each, job))
                                .doesNotThrowAnyException();
                        checked.merge(peer.name(), 1, Integer::sum);
                    }
                }
            }
        }
        assertThat(checked).isEqualTo(Map.of("onednn", 15, "onednn-nhwc", 15, "onnxruntime", 5, "pytorch", 5));
    }

    @Test
    void predictionsAreRight() {
        for (KnownNetwork network : List.of(Mlp.random(List.of(20, 9, 4), 5), LeNet.random(6))) {
            int predicted = 0;
            for (Peer peer : peers) {
                Predictor predictor = peer.predictor(network);
                if (predictor == null) continue;
                try (Latency latency = new Latency(predictor, network)) {
                    assertThatCode(() -> latency.check(peer.name(), network, Latency.EXACT))
                            .doesNotThrowAnyException();
                }
                predicted++;
            }
            assertThat(predicted).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void trainingLearns() {
        SyntheticDigits digits = SyntheticDigits.of(4096);
        List<Case> cases = List.of(
                new Case(Work.STEP_SGD, new DenseShape(32, Cases.MLP), "relu", 1, "a test"),
                new Case(Work.STEP_ADAM, new LeNetImages(32), "relu", 1, "a test"));
        for (Case each : cases) {
            int trained = 0;
            for (Peer peer : peers) {
                Training training = peer.training(each, digits);
                if (training == null) continue;
                try (training) {
                    double before = training.loss();
                    for (int step = 0; step < 60; step++) training.step();
                    assertThat(training.loss()).as(peer.name()).isLessThan(0.8 * before);
                }
                trained++;
            }
            assertThat(trained).isPositive();
        }
    }
}

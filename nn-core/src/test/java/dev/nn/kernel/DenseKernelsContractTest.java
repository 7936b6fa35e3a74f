package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.activation.Activation;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.OptimizerState;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The contract's own proof: each part catches the mistake that it is there for. */
class DenseKernelsContractTest {
    private static final Shape SHAPE = new Shape(5, 17, 19);

    private static DenseKernelsContract contract(DenseKernels kernels) {
        return new DenseKernelsContract() {
            @Override
            public DenseKernels kernels() {
                return kernels;
            }
        };
    }

    private static void assertCaught(DenseKernels faulty, Consumer<DenseKernelsContract> part) {
        assertThatCode(() -> part.accept(contract(new DelegatingKernels()))).doesNotThrowAnyException();
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> part.accept(contract(faulty)));
    }

    /** A mistake that is made after the right forward pass. */
    private interface Mistake {
        void make(
                int from,
                int to,
                Rows x,
                Affine parameters,
                Activation activation,
                Rows z,
                Rows y,
                Workspace workspace);
    }

    private static DenseKernels forward(Mistake mistake) {
        return new DelegatingKernels() {
            @Override
            public void forward(
                    int from, int to, Rows x, Affine p, Activation activation, Rows z, Rows y, Workspace workspace) {
                super.forward(from, to, x, p, activation, z, y, workspace);
                mistake.make(from, to, x, p, activation, z, y, workspace);
            }
        };
    }

    /** One part in 10 000 off, a rounding to 13 bits. */
    @Test
    void lostPrecision() {
        DenseKernels faulty =
                forward((from, to, x, p, activation, z, y, w) -> y.data()[y.index(to - 1, 18)] *= 1.0001f);
        assertCaught(faulty, contract -> contract.forwardIsTheActivationOfXWPlusB(SHAPE));
    }

    @Test
    void aForgottenBias() {
        DenseKernels faulty = forward((from, to, x, p, activation, z, y, w) -> y.data()[y.index(1, 3)] -= p.bias(3));
        assertCaught(faulty, contract -> contract.forwardIsTheActivationOfXWPlusB(SHAPE));
    }

    @Test
    void aWriteBehindARow() {
        DenseKernels faulty = forward((from, to, x, p, activation, z, y, w) -> y.data()[y.index(to - 1, 19)] = 0);
        assertCaught(faulty, contract -> contract.forwardIsTheActivationOfXWPlusB(SHAPE));
    }

    @Test
    void aWriteIntoAnotherRange() {
        DenseKernels faulty = forward((from, to, x, p, activation, z, y, w) -> {
            if (to < 5) y.data()[y.index(to, 0)] = 0;
            else if (from > 0) y.data()[y.index(from - 1, 0)] = 0;
        });
        assertCaught(faulty, contract -> contract.forwardWritesNoOtherRows(SHAPE));
    }

    @Test
    void aResultThatDependsOnTheRange() {
        DenseKernels faulty = forward((from, to, x, p, activation, z, y, w) -> {
            for (int r = from; r < to; r++) y.data()[y.index(r, 7)] *= 1 + from * 0x1p-23f;
        });
        assertCaught(faulty, contract -> contract.forwardInPiecesGivesTheSameBits(SHAPE));
    }

    @Test
    void aResultThatDependsOnOldScratchMemory() {
        DenseKernels faulty =
                forward((from, to, x, p, activation, z, y, w) -> y.data()[y.index(0, 0)] += 0 * w.scratch()[0]);
        assertCaught(faulty, contract -> contract.forwardIsTheActivationOfXWPlusB(SHAPE));
    }

    @Test
    void aReluThatSwallowsNaN() {
        DenseKernels faulty = forward((from, to, x, p, activation, z, y, w) -> {
            if (!activation.equals(Activation.RELU)) return;
            for (int i = y.index(from, 0); i < y.index(to - 1, 19); i++) if (Float.isNaN(y.data()[i])) y.data()[i] = 0;
        });
        assertCaught(faulty, contract -> contract.everyActivationTakesSpecialValues(19));
        assertCaught(faulty, contract -> contract.nanInXReachesItsRowOnly(SHAPE));
    }

    @Test
    void aForgottenDerivative() {
        DenseKernels faulty = new DelegatingKernels() {
            @Override
            public void backwardActivation(
                    int batch,
                    int from,
                    int to,
                    Activation activation,
                    Rows dy,
                    Rows saved,
                    Rows dz,
                    Affine gradient,
                    Workspace workspace) {
                super.backwardActivation(batch, from, to, Activation.IDENTITY, dy, saved, dz, gradient, workspace);
            }
        };
        assertCaught(faulty, contract -> contract.dzIsDyTimesTheDerivative(SHAPE));
    }

    @Test
    void anAdditionThatOverwrites() {
        DenseKernels faulty = new DelegatingKernels() {
            @Override
            public void backwardWeights(
                    int batch, int from, int to, Rows x, Rows dz, Affine gradient, boolean accumulate, Workspace w) {
                super.backwardWeights(batch, from, to, x, dz, gradient, false, w);
            }
        };
        assertCaught(faulty, contract -> contract.dwIsAddedWhereAsked(SHAPE));
    }

    @Test
    void aMissingColumn() {
        DenseKernels faulty = new DelegatingKernels() {
            @Override
            public void backwardInput(int batch, int from, int to, Rows dz, Affine p, Rows dx, Workspace workspace) {
                super.backwardInput(batch, from, Math.min(to, 16), dz, p, dx, workspace);
            }
        };
        assertCaught(faulty, contract -> contract.dxIsDzTimesWTransposed(SHAPE));
    }

    /** The scalar kernels, but for these. */
    private static DenseKernels training(TrainingKernels faulty) {
        return new DelegatingKernels() {
            @Override
            public TrainingKernels training() {
                return faulty;
            }
        };
    }

    @Test
    void anUncorrectedMoment() {
        DenseKernels faulty = training(new TrainingKernels() {
            @Override
            public void update(OptimizerState state, float[] w, float[] g, int from, int to) {
                float[] c = state.coefficients().clone();
                state.optimizer().coefficients(1000, state.optimizer().learningRate(), c);
                state.optimizer().step(c, w, g, state.first(), state.second(), from, to);
            }
        });
        assertCaught(faulty, contract -> contract.updateFollowsTheRule(Adam.withDefaults()));
    }

    @Test
    void aLossWithAWrongLabel() {
        DenseKernels faulty = training(new TrainingKernels() {
            @Override
            public double softmaxCrossEntropy(
                    int from, int to, int classes, Rows z, Rows labels, float scale, Rows dz, Workspace workspace) {
                labels.data()[labels.index(from, 0)] = (labels.data()[labels.index(from, 0)] + 1) % classes;
                return SCALAR.softmaxCrossEntropy(from, to, classes, z, labels, scale, dz, workspace);
            }
        });
        assertCaught(faulty, contract -> contract.softmaxCrossEntropyMayWriteDzOverZAndWorkInPieces(10));
    }

    /** A mistake that is made after the right binary cross-entropy. */
    private interface LossMistake {
        double make(double loss, int batch, int outputs, Rows z, Rows target, float scale, Rows dz);
    }

    private static DenseKernels binaryCrossEntropy(LossMistake mistake) {
        return training(new TrainingKernels() {
            @Override
            public double binaryCrossEntropy(
                    int batch, int outputs, Rows z, Rows target, float scale, Rows dz, Workspace workspace) {
                Rows logits = new Rows(z.data().clone(), z.offset(), z.stride());
                double loss = SCALAR.binaryCrossEntropy(batch, outputs, z, target, scale, dz, workspace);
                return mistake.make(loss, batch, outputs, logits, target, scale, dz);
            }
        });
    }

    /** σ(z) in float is 1 for z above 17, and σ(z) − 1 has no digit left. */
    @Test
    void aGradientThatCancels() {
        DenseKernels faulty = binaryCrossEntropy((loss, batch, outputs, z, target, scale, dz) -> {
            for (int r = 0; r < batch; r++) {
                for (int j = 0; j < outputs; j++) {
                    float p = (float) (1 / (1 + Math.exp(-z.data()[z.index(r, j)])));
                    dz.data()[dz.index(r, j)] = scale * (p - target.data()[target.index(r, j)]);
                }
            }
            return loss;
        });
        assertCaught(faulty, contract -> contract.binaryCrossEntropyIsWithinItsBound(7, 33));
        assertCaught(faulty, contract -> contract.largeLogitsCostTheirSizeOrNothing(20));
    }

    @Test
    void aBinaryLossInFloat() {
        DenseKernels faulty =
                binaryCrossEntropy((loss, batch, outputs, z, target, scale, dz) -> loss * (1 + 4 * Rounding.U) + 1e-7);
        assertCaught(faulty, contract -> contract.binaryCrossEntropyIsWithinItsBound(1, 1));
    }

    @Test
    void aBinaryLossThatWritesTooFar() {
        DenseKernels faulty = binaryCrossEntropy((loss, batch, outputs, z, target, scale, dz) -> {
            dz.data()[dz.index(batch - 1, outputs)] = 0;
            return loss;
        });
        assertCaught(faulty, contract -> contract.binaryCrossEntropyIsWithinItsBound(7, 33));
    }

    @Test
    void aBinaryLossThatDependsOnTheBatch() {
        DenseKernels faulty = binaryCrossEntropy((loss, batch, outputs, z, target, scale, dz) -> {
            dz.data()[dz.index(0, 0)] *= 1 + batch * 0x1p-23f;
            return loss;
        });
        assertCaught(faulty, contract -> contract.binaryCrossEntropyMayWriteDzOverZAndWorkInPieces(7, 16));
    }

    @Test
    void aBinaryLossThatSwallowsNaN() {
        DenseKernels faulty =
                binaryCrossEntropy((loss, batch, outputs, z, target, scale, dz) -> Double.isNaN(loss) ? 0 : loss);
        assertCaught(faulty, contract -> contract.aLogitThatIsNoNumberSpoilsTheLossAndItsOwnGradient(3, 7));
    }
}

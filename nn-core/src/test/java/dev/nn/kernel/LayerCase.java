package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;

/** One dense layer with random operands in guarded memory: what most tests of the contract start from. */
final class LayerCase {
    final DenseKernels kernels;
    final Shape shape;
    final Random random;
    final WeightLayout layout;
    final GuardedAffine parameters;
    final GuardedRows x;
    final GuardedRows dy;

    LayerCase(DenseKernels kernels, Shape shape) {
        this.kernels = kernels;
        this.shape = shape;
        this.random = shape.random();
        this.layout = kernels.weightLayout(shape.in(), shape.out());
        this.parameters = GuardedAffine.random(layout, random);
        this.x = GuardedRows.random(shape.batch(), shape.in(), random);
        this.dy = GuardedRows.random(shape.batch(), shape.out(), random);
    }

    /** Memory for Z, Y or dZ. */
    GuardedRows outputs() {
        return GuardedRows.blank(shape.batch(), shape.out(), random);
    }

    /** Memory for dX. */
    GuardedRows inputs() {
        return GuardedRows.blank(shape.batch(), shape.in(), random);
    }

    /** Memory for dW and db. */
    GuardedAffine gradient() {
        return GuardedAffine.blank(layout, random);
    }

    /** What a kernel asks for and no float more, filled with NaN: old content must not matter. */
    Workspace workspace() {
        Operation layer = new Operation.DenseLayer(shape.batch(), layout, Activation.IDENTITY, true);
        Workspace workspace = new Workspace().reserve(kernels.scratch(layer));
        Guard.fill(workspace.scratch());
        return workspace;
    }

    /** The forward pass over some rows; z is only needed where the activation saves its input. */
    void forward(int fromRow, int toRow, Activation activation, GuardedRows z, GuardedRows y) {
        kernels.forward(fromRow, toRow, x.view(), parameters.view(), activation, z.view(), y.view(), workspace());
    }

    /** X·W + b. */
    Bounded z() {
        DMatrixRMaj bias = parameters.biasRows(shape.batch());
        return Bounded.product(Bounded.Product.PLAIN, shape.in(), x.toDouble(), parameters.weights(), bias);
    }

    /** Z or Y of an activation, as a forward pass would have left it: rounded to float. */
    GuardedRows saved(Activation activation) {
        GuardedRows saved = outputs();
        DMatrixRMaj z = z().value();
        for (int r = 0; r < shape.batch(); r++) {
            for (int j = 0; j < shape.out(); j++) {
                float input = (float) z.get(r, j);
                saved.set(r, j, activation.saved() == Saved.INPUT ? input : (float) activation.apply(input));
            }
        }
        return saved;
    }

    String describe(String what, Object... more) {
        StringBuilder text = new StringBuilder(what).append(" of ").append(shape);
        for (Object part : more) text.append(", ").append(part);
        return text.toString();
    }

    /** Where to cut n items into ranges: at 0, n, and at up to 4 places in between, drawn by lot. */
    List<Integer> cuts(int n) {
        TreeSet<Integer> cuts = new TreeSet<>();
        for (int i = 0; i < 4; i++) cuts.add(random.nextInt(n + 1));
        cuts.remove(0);
        cuts.remove(n);
        List<Integer> all = new ArrayList<>(cuts);
        all.addFirst(0);
        all.addLast(n);
        return all;
    }

    /** One of the ranges between the cuts, drawn by lot; empty only if n is 0. */
    Range range(int n) {
        List<Integer> cuts = cuts(n);
        int i = random.nextInt(cuts.size() - 1);
        return new Range(cuts.get(i), cuts.get(i + 1));
    }

    /** From inclusive, to exclusive. */
    record Range(int from, int to) {
        @Override
        public String toString() {
            return "%d to %d".formatted(from, to);
        }
    }
}

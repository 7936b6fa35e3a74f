package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;

/** One convolution layer with random operands in guarded memory, and its definition in double precision. */
final class ConvolutionCase {
    final ConvolutionKernels kernels;
    final ConvolutionShape shape;
    final int batch;
    final Random random;
    final WeightLayout layout;
    final GuardedAffine parameters;
    final GuardedRows x;
    final GuardedRows dz;

    /** Whether images follow each other without gaps; drawn by lot. */
    final boolean dense;

    ConvolutionCase(ConvolutionKernels kernels, Convolution convolution) {
        this.kernels = kernels;
        this.shape = convolution.shape();
        this.batch = convolution.batch();
        this.random = convolution.random();
        this.dense = random.nextBoolean();
        this.layout = kernels.weightLayout(shape);
        this.parameters = GuardedAffine.random(layout, random);
        this.x = inputs().filledFrom(GuardedRows.random(batch, shape.in(), random));
        this.dz = outputs().filledFrom(GuardedRows.random(batch, shape.out(), random));
    }

    /** Memory for Z, Y or dZ. */
    GuardedRows outputs() {
        return rows(shape.out());
    }

    /** Memory for X or dX. */
    GuardedRows inputs() {
        return rows(shape.in());
    }

    private GuardedRows rows(int columns) {
        return dense ? GuardedRows.blankWithoutGaps(batch, columns, random) : GuardedRows.blank(batch, columns, random);
    }

    /** Memory for dW and db. */
    GuardedAffine gradient() {
        return GuardedAffine.blank(layout, random);
    }

    /** What a kernel asks for and no float more, filled with NaN: old content must not matter. */
    Workspace workspace() {
        Workspace workspace = new Workspace().reserve(kernels.scratch(shape));
        Guard.fill(workspace.scratch());
        return workspace;
    }

    void convolve(int from, int to, Activation activation, GuardedRows z, GuardedRows y) {
        kernels.convolve(from, to, x.view(), shape, parameters.view(), activation, z.view(), y.view(), workspace());
    }

    void convolveWeights(int from, int to, GuardedAffine gradient, boolean accumulate) {
        kernels.convolveWeights(batch, from, to, x.view(), shape, dz.view(), gradient.view(), accumulate, workspace());
    }

    void convolveInput(int from, int to, GuardedRows dx) {
        kernels.convolveInput(from, to, dz.view(), shape, parameters.view(), dx.view(), workspace());
    }

    /** One product of the definition: element x of an image, W[k][f], and element z of the output image. */
    @FunctionalInterface
    interface Term {
        void visit(int image, int x, int k, int f, int z);
    }

    /** The seven loops: every product of a convolution, where the kernel lies on the image. */
    void forEachTerm(Term term) {
        int own = shape.groupFilters(), channels = shape.groupChannels();
        for (int image = 0; image < batch; image++) {
            for (int oh = 0; oh < shape.outHeight(); oh++) {
                for (int ow = 0; ow < shape.outWidth(); ow++) {
                    for (int f = 0; f < shape.filters(); f++) {
                        int z = (oh * shape.outWidth() + ow) * shape.filters() + f;
                        for (int i = 0; i < shape.kernelHeight(); i++) {
                            int h = oh * shape.strideHeight() + i * shape.dilationHeight() - shape.top();
                            for (int j = 0; j < shape.kernelWidth(); j++) {
                                int w = ow * shape.strideWidth() + j * shape.dilationWidth() - shape.left();
                                if (h < 0 || h >= shape.height() || w < 0 || w >= shape.width()) continue;
                                for (int c = 0; c < channels; c++) {
                                    int at = (h * shape.width() + w) * shape.channels() + f / own * channels + c;
                                    term.visit(image, at, (i * shape.kernelWidth() + j) * channels + c, f, z);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /** X ∗ W + b. */
    Bounded z() {
        Sums sums = new Sums(batch, shape.out());
        for (int image = 0; image < batch; image++) {
            for (int i = 0; i < shape.out(); i++) {
                sums.add(image, i, parameters.view().bias(i % shape.filters()));
            }
        }
        forEachTerm((image, at, k, f, z) ->
                sums.add(image, z, (double) x.get(image, at) * parameters.view().weight(k, f)));
        return sums.bounded(shape.patch());
    }

    /** start + dW. */
    Bounded dw(DMatrixRMaj start) {
        Sums sums = new Sums(shape.patch(), shape.filters());
        for (int k = 0; k < shape.patch(); k++) {
            for (int f = 0; f < shape.filters(); f++) sums.add(k, f, start.get(k, f));
        }
        forEachTerm((image, at, k, f, z) -> sums.add(k, f, (double) x.get(image, at) * dz.get(image, z)));
        return sums.bounded(batch * shape.outPixels());
    }

    Bounded dx() {
        Sums sums = new Sums(batch, shape.in());
        forEachTerm((image, at, k, f, z) -> sums.add(
                image, at, (double) dz.get(image, z) * parameters.view().weight(k, f)));
        return sums.bounded(shape.kernelHeight() * shape.kernelWidth() * shape.groupFilters());
    }

    /** Sums and the sums of what was added without its sign, which bound the rounding errors: see {@link Bounded}. */
    private record Sums(DMatrixRMaj value, DMatrixRMaj absolute) {
        Sums(int rows, int columns) {
            this(new DMatrixRMaj(rows, columns), new DMatrixRMaj(rows, columns));
        }

        void add(int row, int column, double term) {
            value.add(row, column, term);
            absolute.add(row, column, Math.abs(term));
        }

        /** @param terms products in the longest sum */
        Bounded bounded(int terms) {
            double gamma = Rounding.gamma(terms + 1), underflow = Rounding.underflow(terms + 1);
            for (int i = 0; i < absolute.data.length; i++) absolute.data[i] = gamma * absolute.data[i] + underflow;
            return new Bounded(value, absolute);
        }
    }

    /** Z or Y of an activation, as a forward pass would have left it: rounded to float. */
    GuardedRows saved(Activation activation) {
        GuardedRows saved = outputs();
        DMatrixRMaj z = z().value();
        for (int r = 0; r < batch; r++) {
            for (int j = 0; j < shape.out(); j++) {
                float input = (float) z.get(r, j);
                saved.set(r, j, activation.saved() == Saved.INPUT ? input : (float) activation.apply(input));
            }
        }
        return saved;
    }

    String describe(String what, Object... more) {
        StringBuilder text = new StringBuilder(what).append(" of ").append(new Convolution(batch, shape));
        for (Object part : more) text.append(", ").append(part);
        return text.toString();
    }

    /** Does {@code piece} for all ranges between up to four places drawn by lot, the last one first. */
    void inPieces(int n, KernelContract.Piece piece) {
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, n));
        for (int i = 0; i < 4; i++) cuts.add(random.nextInt(n + 1));
        List<Integer> places = new ArrayList<>(cuts);
        for (int i = places.size() - 1; i > 0; i--) piece.run(places.get(i - 1), places.get(i));
    }

    /** An activation that this shape stands for: all of them have some. */
    Activation activation() {
        List<Activation> all = Activation.all();
        return all.get(Math.floorMod(shape.hashCode(), all.size()));
    }
}

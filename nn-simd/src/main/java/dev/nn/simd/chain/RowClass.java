package dev.nn.simd.chain;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.Identity;
import dev.nn.activation.LeakyRelu;
import dev.nn.activation.Relu;
import dev.nn.kernel.Operation;
import dev.nn.simd.formula.Accuracy;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.Blocking;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The program that writes a class for one small network: its only method has neither loops nor calls but those of the
 * vectors, and its sizes and places of weights are constants.
 *
 * <pre>
 *   source.rearrange(ALL0).fma(fromMemorySegment(S, weights, 448, ORDER), zero)     input 0 of a narrow layer
 *         .add(source.rearrange(ALL8).fma(…, zero))                                 input 8; then the rest of the tree
 * </pre>
 *
 * What a layer computes stays in registers and goes from there to the next layer, which is faster than through memory.
 * Weights lie in native memory, at whole cache lines: in an array of Java nearly every vector would lie across two.
 *
 * <p>The order of each sum is that of {@link ChainKernel}, so the bits are the same. What that adds up for missing inputs
 * is zero, and one addition of zero at the end has the same effect.
 */
final class RowClass extends VectorCode {
    /** Outputs of the last layer whose activation is computed one by one: a vector takes as long as three of them. */
    private static final int MOST_SCALARS = 2;

    /** Lanes that are added up one by one in the end. */
    private static final int FEW = 4;

    private static final int L = VectorShape.LANES, LINE = Blocking.LINE;
    private static final ClassDesc ROW = describe(UnrolledRow.class), MASK = describe(VectorMask.class);
    private static final ClassDesc COMPARISON = describe(VectorOperators.Comparison.class);
    private static final ClassDesc ACTIVATION = describe(Activation.class);

    // Slots of local variables: the method's parameters, and behind them what a vector's code names often.
    private static final int X = 1, XI = 2, Y = 3, YI = 4, SCRATCH = 5, FIRST = 6;

    private final List<RowLayer> layers = new ArrayList<>();

    private RowClass(List<RowLayer> layers, CodeBuilder code) {
        super(code, FIRST);
        this.layers.addAll(layers);
    }

    /** The row's class, and its only instance. */
    static UnrolledRow of(Operation.RowPrediction operation) {
        List<RowLayer> layers = RowLayer.of(operation);
        byte[] file = ClassFile.of()
                .build(
                        ClassDesc.of(RowClass.class.getPackageName(), "UnrolledNetwork"),
                        type -> type.withFlags(ClassFile.ACC_FINAL)
                                .withSuperclass(ROW)
                                .withMethodBody(
                                        INIT_NAME,
                                        MTD_void,
                                        0,
                                        init -> init.aload(0)
                                                .invokespecial(ROW, INIT_NAME, MTD_void)
                                                .return_())
                                .withMethodBody(
                                        "predict",
                                        MethodTypeDesc.of(CD_void, FLOATS, CD_int, FLOATS, CD_int, FLOATS),
                                        0,
                                        body -> new RowClass(layers, body).write()));
        List<Object> data = new ArrayList<>();
        data.add(RowLayer.weights(layers));
        for (RowLayer layer : layers) data.add(layer.activation());
        try {
            MethodHandles.Lookup made = MethodHandles.lookup().defineHiddenClassWithClassData(file, data, true);
            return (UnrolledRow) made.findConstructor(made.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("can't define the class of a small network", e);
        }
    }

    private void write() {
        begin();
        int source = -1, slot = end();
        for (int l = 0; l < layers.size(); l++) {
            RowLayer layer = layers.get(l);
            boolean scalar = isScalar(layer, layers);
            switch (layer.kind()) {
                case WIDE -> wide(layer, source, slot);
                case COLUMNS -> columns(layer, source, slot);
                case DOT -> dot(layer, source, slot, scalar);
            }
            if (layer.activation() instanceof Relu) relu(layer, slot);
            else if (isFunction(layer, layers)) function(l, slot);
            source = slot;
            slot += layer.vectors();
        }
        finish(layers.getLast(), source);
        code.return_();
    }

    /** Whether a layer's activation is computed number by number. */
    private static boolean isScalar(RowLayer layer, List<RowLayer> layers) {
        return layer.equals(layers.getLast()) && layer.out() <= MOST_SCALARS && !(layer.activation() instanceof Relu);
    }

    /** Whether a layer's activation is a loop through memory. */
    private static boolean isFunction(RowLayer layer, List<RowLayer> layers) {
        boolean free = layer.activation() instanceof Relu || layer.activation() instanceof Identity;
        return !free && !isScalar(layer, layers);
    }

    /** Whether the class uses its scratch memory. */
    static boolean needsScratch(Operation.RowPrediction operation) {
        List<RowLayer> layers = RowLayer.of(operation);
        return layers.stream().anyMatch(layer -> isFunction(layer, layers));
    }

    /** Each output from its bias on, in the order of the inputs. */
    private void wide(RowLayer layer, int source, int result) {
        int value = result + layer.vectors();
        for (int v = 0; v < layer.vectors(); v++) {
            weights(layer.bias() + v * L);
            code.astore(result + v);
        }
        for (int i = 0; i < layer.in(); i++) {
            input(source, i);
            code.astore(value);
            for (int v = 0; v < layer.vectors(); v++) {
                code.aload(value);
                weights(layer.weight(i, v));
                code.aload(result + v);
                fma();
                code.astore(result + v);
            }
        }
        for (int v = 0; v < layer.vectors(); v++) exact(result + v);
    }

    /** Sixteen sums one below the other, and a tree. */
    private void columns(RowLayer layer, int source, int result) {
        for (int v = 0; v < layer.vectors(); v++) {
            tree(layer, source, v, 0, 1);
            exact();
            if (layer.in() % LINE != 0) {
                zero();
                sum();
            }
            weights(layer.bias() + v * L);
            sum();
            code.astore(result + v);
        }
    }

    /** The sum of the inputs first, first + distance, … below a line, which exist. */
    private void tree(RowLayer layer, int source, int v, int first, int distance) {
        if (distance == LINE) {
            chain(layer, source, v, first + (layer.in() - 1 - first) / LINE * LINE);
            return;
        }
        tree(layer, source, v, first, 2 * distance);
        if (first + distance >= layer.in()) return;
        exact();
        tree(layer, source, v, first + distance, 2 * distance);
        add();
    }

    /** Input i, behind those that are a line, two lines, … before it. */
    private void chain(RowLayer layer, int source, int v, int i) {
        input(source, i);
        weights(layer.weight(i, v));
        if (i < LINE) zero();
        else chain(layer, source, v, i - LINE);
        fma();
    }

    /** Sixteen sums side by side, for the only output. */
    private void dot(RowLayer layer, int source, int result, boolean scalar) {
        int parts = LINE / L;
        for (int part = 0; part < parts; part++) {
            zero().astore(result + part);
            for (int i = part * L; i < layer.in(); i += LINE) {
                if (source < 0) inputs(i);
                else code.aload(source + i / L);
                weights(layer.base() + i);
                code.aload(result + part);
                fma();
                code.astore(result + part);
            }
            exact(result + part);
        }
        for (int distance = parts / 2; distance > 0; distance /= 2) {
            for (int part = 0; part < distance; part++) {
                code.aload(result + part).aload(result + part + distance);
                sum();
                code.astore(result + part);
            }
        }
        for (int distance = L / 2; distance >= FEW; distance /= 2) {
            code.aload(result).aload(result);
            rearrange("SWAP" + distance);
            sum();
            code.astore(result);
        }
        lanes(result, 0, 1);
        code.loadConstant(layer.parameters().bias(0)).fadd();
        if (scalar) {
            code.fstore(result);
            return;
        }
        int sum = result + 1;
        code.fstore(sum);
        species().fload(sum);
        broadcast();
        code.astore(result);
    }

    /** The sum of the lanes first, first + distance, … below four, in the order that exchanged lanes would have. */
    private void lanes(int vector, int first, int distance) {
        if (distance == FEW) {
            lane(vector, first);
            return;
        }
        lanes(vector, first, 2 * distance);
        lanes(vector, first + distance, 2 * distance);
        code.fadd();
    }

    private void relu(RowLayer layer, int result) {
        for (int v = 0; v < layer.vectors(); v++) {
            code.aload(result + v).fconst_0().aload(result + v);
            constant("LE", COMPARISON)
                    .fconst_0()
                    .invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_float))
                    .invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, CD_float, MASK));
            exact();
            code.astore(result + v);
        }
    }

    /** Any other activation, by its loop, through memory. */
    private void function(int l, int result) {
        RowLayer layer = layers.get(l);
        for (int v = 0; v < layer.vectors(); v++) store(result + v, SCRATCH, v * L);
        code.ldc(datum(1 + l, ACTIVATION))
                .aload(SCRATCH)
                .iconst_0()
                .aload(SCRATCH)
                .iconst_0()
                .loadConstant(layer.vectors() * L)
                .aload(SCRATCH)
                .iconst_0()
                .invokestatic(
                        describe(ActivationEpilogues.class),
                        "forward",
                        MethodTypeDesc.of(CD_void, ACTIVATION, FLOATS, CD_int, FLOATS, CD_int, CD_int, FLOATS, CD_int));
        for (int v = 0; v < layer.vectors(); v++) {
            species().aload(SCRATCH).loadConstant(v * L);
            fromArray();
            code.astore(result + v);
        }
    }

    private void finish(RowLayer layer, int result) {
        for (int j = 0; j < layer.out(); j++) {
            code.aload(Y).iload(YI).loadConstant(j).iadd();
            if (layer.kind() == RowLayer.Kind.DOT && !(layer.activation() instanceof Relu)) code.fload(result);
            else lane(result + j / L, j % L);
            if (layer.out() <= MOST_SCALARS) formula(layer.activation());
            code.fastore();
        }
    }

    /** The activation of one float; ReLU and the identity are computed before. */
    private void formula(Activation activation) {
        MethodTypeDesc plain = MethodTypeDesc.of(CD_float, CD_float), with = plain.insertParameterTypes(1, CD_float);
        switch (activation) {
            case Identity identity -> {}
            case Relu relu -> {}
            case Elu elu -> code.loadConstant(elu.alpha()).invokestatic(formulaOf(elu), "value", with);
            case LeakyRelu leaky -> code.loadConstant(leaky.slope()).invokestatic(formulaOf(leaky), "value", with);
            default -> code.invokestatic(formulaOf(activation), "value", plain);
        }
    }

    private static ClassDesc formulaOf(Activation activation) {
        return ClassDesc.of(
                Accuracy.class.getPackageName(), activation.getClass().getSimpleName() + "Formula");
    }

    /** One input of a layer in every lane: of the row itself, or of what the layer before left in registers. */
    private void input(int source, int i) {
        if (source < 0) {
            species().aload(X).iload(XI).loadConstant(i).iadd().faload();
            broadcast();
        } else {
            code.aload(source + i / L);
            rearrange("ALL" + i % L);
        }
    }

    /** A vector of the row itself. */
    private void inputs(int i) {
        species().aload(X).iload(XI).loadConstant(i).iadd();
        fromArray();
    }
}

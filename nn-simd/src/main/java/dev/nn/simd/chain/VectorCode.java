package dev.nn.simd.chain;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.nn.simd.jvm.VectorShape;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The operations on vectors that the method of a {@link RowClass} consists of, each as bytecodes on the stack. */
abstract class VectorCode {
    static final ClassDesc VECTOR = describe(FloatVector.class), SPECIES = describe(VectorSpecies.class);
    static final ClassDesc MEMORY = describe(MemorySegment.class), FLOATS = describe(float[].class);
    private static final ClassDesc CONSTANTS = describe(LaneShuffles.class), ANY_VECTOR = describe(Vector.class);
    private static final ClassDesc SHUFFLE = describe(VectorShuffle.class), ORDER = describe(ByteOrder.class);

    final CodeBuilder code;

    // Slots of local variables for what is named often.
    private final int species, weights, bytes, zero;

    /** @param slot the first free one */
    VectorCode(CodeBuilder code, int slot) {
        this.code = code;
        species = slot;
        weights = slot + 1;
        bytes = slot + 2;
        zero = slot + 3;
    }

    /** The first slot that is free behind its own. */
    final int end() {
        return zero + 1;
    }

    /** Fills its slots; the class was given the weights first. */
    final void begin() {
        constant("S", SPECIES).astore(species);
        code.ldc(datum(0, MEMORY)).astore(weights);
        constant("ORDER", ORDER).astore(bytes);
        species()
                .invokestatic(VECTOR, "zero", MethodTypeDesc.of(VECTOR, SPECIES))
                .astore(zero);
    }

    final CodeBuilder species() {
        return code.aload(species);
    }

    final CodeBuilder zero() {
        return code.aload(zero);
    }

    final void lane(int vector, int lane) {
        code.aload(vector).loadConstant(lane).invokevirtual(VECTOR, "lane", MethodTypeDesc.of(CD_float, CD_int));
    }

    /** Of the species and the float on the stack. */
    final void broadcast() {
        code.invokestatic(VECTOR, "broadcast", MethodTypeDesc.of(VECTOR, SPECIES, CD_float));
        exact();
    }

    /** A vector of the weights, at a number of floats. */
    final void weights(int at) {
        code.aload(species)
                .aload(weights)
                .loadConstant((long) at * Float.BYTES)
                .aload(bytes)
                .invokestatic(VECTOR, "fromMemorySegment", MethodTypeDesc.of(VECTOR, SPECIES, MEMORY, CD_long, ORDER));
    }

    /** Of the species, the array and the index on the stack. */
    final void fromArray() {
        code.invokestatic(VECTOR, "fromArray", MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, CD_int));
        exact();
    }

    final void store(int slot, int array, int at) {
        code.aload(slot)
                .aload(array)
                .loadConstant(at)
                .invokevirtual(VECTOR, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
    }

    final void rearrange(String shuffle) {
        constant(shuffle, SHUFFLE).invokevirtual(VECTOR, "rearrange", MethodTypeDesc.of(VECTOR, SHUFFLE));
        exact();
    }

    final void fma() {
        code.invokevirtual(VECTOR, "fma", MethodTypeDesc.of(VECTOR, ANY_VECTOR, ANY_VECTOR));
    }

    final void add() {
        code.invokevirtual(VECTOR, "add", MethodTypeDesc.of(VECTOR, ANY_VECTOR));
    }

    /** A sum on which a method is called next. */
    final void sum() {
        add();
        exact();
    }

    /**
     * Tells the compiler the class of the vector on the stack, before a method is called on it: {@link VectorShape#VECTOR}
     * says why. Here every vector needs that.
     */
    final void exact() {
        code.getstatic(describe(VectorShape.class), "VECTOR", CD_Class)
                .swap()
                .invokevirtual(CD_Class, "cast", MethodTypeDesc.of(CD_Object, CD_Object))
                .checkcast(VECTOR);
    }

    final void exact(int slot) {
        code.aload(slot);
        exact();
        code.astore(slot);
    }

    final CodeBuilder constant(String name, ClassDesc type) {
        return code.getstatic(CONSTANTS, name, type);
    }

    /** An object that the class was given when it was defined. */
    static DynamicConstantDesc<?> datum(int index, ClassDesc type) {
        return DynamicConstantDesc.ofNamed(
                ConstantDescs.ofConstantBootstrap(describe(MethodHandles.class), "classDataAt", CD_Object, CD_int),
                ConstantDescs.DEFAULT_NAME,
                type,
                index);
    }

    static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }
}

package dev.nn.simd;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.KernelProvider;
import dev.nn.simd.jvm.FusedMultiplyAdd;
import dev.nn.simd.jvm.JitCompiler;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.plain.PlainDenseKernels;
import java.lang.module.ModuleFinder;
import org.jspecify.annotations.Nullable;

/**
 * Offers the SIMD kernels where the JVM can run them. Names no Vector type, so that it loads on a JVM without the
 * incubator module and can say what is missing.
 */
public final class SimdKernelProvider implements KernelProvider {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** GraalVM sets it in its images, which have no modules of the system to look at. */
    private static final String NATIVE_IMAGE = "org.graalvm.nativeimage.imagecode";

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public @Nullable String unavailableBecause() {
        String missing = missing();
        return missing == null ? StartUpCheck.FINDING : missing;
    }

    private static @Nullable String missing() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() ? null : whyNoModule();
    }

    @Override
    public @Nullable String knownObstacle() {
        String missing = missing();
        return missing == null ? JitCompiler.hindrance() : missing;
    }

    /** The flag that would help, unless this JVM could not even start with it. */
    private static String whyNoModule() {
        if (System.getProperty(NATIVE_IMAGE) != null) {
            return "this native image has no module %1$s; native-image --add-modules=%1$s puts it into one, if it can"
                    .formatted(VECTOR_MODULE);
        }
        return ModuleFinder.ofSystem().find(VECTOR_MODULE).isPresent()
                ? "the JDK's module %1$s is not loaded; start java with --add-modules=%1$s".formatted(VECTOR_MODULE)
                : "this run-time image has no module %1$s; jlink --add-modules=%1$s puts it into one, if the JDK has it"
                        .formatted(VECTOR_MODULE);
    }

    /** Available wherever the vector kernels may turn out to be; whether they compile here shows later. */
    @Override
    public @Nullable DenseKernels plain() {
        return missing() == null && FusedMultiplyAdd.IS_INSTRUCTION ? new PlainDenseKernels() : null;
    }

    @Override
    public String kernelsName() {
        return "simd-" + VectorWidth.BITS;
    }

    /** A vector width has been asked for. */
    @Override
    public boolean isDemanded() {
        return System.getProperty(VectorWidth.BITS_PROPERTY) != null;
    }

    @Override
    public DenseKernels create() {
        String reason = unavailableBecause();
        if (reason != null) throw new IllegalStateException("SIMD kernels can't be used here: " + reason);
        return new SimdDenseKernels();
    }
}

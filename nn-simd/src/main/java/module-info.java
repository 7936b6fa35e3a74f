/**
 * The SIMD kernels of nn on the JDK's Vector API; they are found through {@code dev.nn.kernel.Kernels}.
 *
 * <p>The JDK's module is optional, so that a program starts where there is none: on a run-time image without it, or on a
 * JDK that has moved the Vector API elsewhere. Where there is one, {@code --add-modules=jdk.incubator.vector} takes it, as
 * on the class path, or {@code requires jdk.incubator.vector} of any module in the program.
 */
module dev.nn.simd {
    requires dev.nn.core;
    requires static jdk.incubator.vector;
    requires static jdk.management;
    requires static org.jspecify;

    provides dev.nn.kernel.KernelProvider with
            dev.nn.simd.SimdKernelProvider;
}

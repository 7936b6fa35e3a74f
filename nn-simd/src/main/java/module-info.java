/** The SIMD kernels of nn on the JDK's Vector API; they are found through {@code dev.nn.kernel.Kernels}. */
module dev.nn.simd {
    requires dev.nn.core;
    requires jdk.incubator.vector;
    requires static jdk.management;
    requires static org.jspecify;

    provides dev.nn.kernel.KernelProvider with
            dev.nn.simd.SimdKernelProvider;
}

/** A program that names nn-core only: the SIMD kernels join it as a service. */
module org.example {
    requires dev.nn.core;
}

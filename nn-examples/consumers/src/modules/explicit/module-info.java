/** A program that names both of nn's modules. */
module org.example {
    requires dev.nn.core;
    requires dev.nn.simd;
}

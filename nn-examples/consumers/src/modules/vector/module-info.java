/** A program that takes the JDK's Vector API for nn-simd: nobody needs a flag to start it. */
module org.example {
    requires dev.nn.core;
    requires jdk.incubator.vector;
}

package dev.nn.bench;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parameters of the layer benchmarks; the results are checked, and the JVM polluted, before anything is timed. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH fills the fields
public class LayerState {
    @Param({"scalar", "simd", "ejml"})
    public String kernels;

    /** batch x in x out. */
    @Param({"128x784x256", "128x256x128", "128x128x10", "32x784x256", "128x512x512"})
    public String shape;

    @Param("relu")
    public String activation;

    LayerData data;

    @Setup(Level.Trial)
    public void prepare() {
        DenseKernels chosen = KernelChoice.named(kernels);
        Shape parsed = Shape.parse(shape);
        Activation function = Activation.named(activation);
        LayerData.check(chosen, parsed, function);
        Pollution.run(chosen);
        data = new LayerData(chosen, parsed, function, 1);
        data.warmUp();
        data.forward();
        data.backwardActivation();
    }
}

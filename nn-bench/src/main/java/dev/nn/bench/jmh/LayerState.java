package dev.nn.bench.jmh;

import dev.nn.activation.Activation;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.LayerData;
import dev.nn.bench.work.LayerOperands;
import dev.nn.bench.work.Pollution;
import dev.nn.bench.work.Reference;
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

    Activation function;
    LayerData data;

    @Setup(Level.Trial)
    public void prepare() {
        DenseKernels chosen = KernelChoice.named(kernels);
        DenseShape parsed = DenseShape.parse(shape);
        function = Activation.named(activation);
        LayerOperands operands = LayerOperands.random(parsed, 1);
        Reference.checkLayer(chosen, parsed, function, 1);
        Pollution.run(chosen, 7);
        data = new LayerData(chosen, operands);
        data.prepare(function);
    }
}

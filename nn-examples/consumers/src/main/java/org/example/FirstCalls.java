package org.example;

import static dev.nn.activation.Activation.RELU;

import dev.nn.initializer.Initializer;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import dev.nn.network.Network;
import java.lang.management.ManagementFactory;

/**
 * A program that measures its own first predictions: prints the milliseconds from the start of the JVM to the first one,
 * and the microseconds that each of the first 200 takes.
 */
public final class FirstCalls {
    private static final int CALLS = 200;

    private FirstCalls() {}

    /** Takes the rows of a batch and, to wait for the kernels first, {@code warm}. */
    public static void main(String[] arguments) {
        int batch = Integer.parseInt(arguments[0]);
        boolean warm = arguments.length > 1 && arguments[1].equals("warm");
        Network network =
                Network.input(784).dense(256, RELU).dense(128, RELU).dense(10).build(Initializer.he(), 7);
        Model model = network.freeze();
        if (warm) model.warmUp(batch);
        ModelWorkspace workspace = model.newWorkspace(batch);
        float[] x = new float[batch * model.in()], y = new float[batch * model.out()];
        for (int i = 0; i < x.length; i++) x[i] = i % 101 / 101f;
        long[] times = new long[CALLS + 1];
        times[0] = System.nanoTime();
        model.predict(x, y, workspace);
        times[1] = System.nanoTime();
        long sinceStart = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        float[] first = y.clone();
        for (int call = 2; call <= CALLS; call++) {
            long start = System.nanoTime();
            model.predict(x, y, workspace);
            times[call] = System.nanoTime() - start;
        }
        times[1] -= times[0];
        System.out.println("kernels " + network.kernels().name());
        System.out.println("start " + sinceStart);
        for (int call = 1; call <= CALLS; call++) System.out.println("call " + times[call] / 1000);
        for (int i = 0; i < y.length; i++) {
            if (y[i] != first[i]) System.out.println("different " + i);
        }
    }
}

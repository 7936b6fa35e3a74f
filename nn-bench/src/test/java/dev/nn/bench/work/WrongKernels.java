package dev.nn.bench.work;

import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The scalar kernels, except that one operation gets one element of its result wrong. */
final class WrongKernels {
    private WrongKernels() {}

    /**
     * Kernels with one fault.
     *
     * @param operation name of the method
     * @param result which of its arguments is the result
     * @param error added to one element
     */
    static DenseKernels in(String operation, int result, float error) {
        DenseKernels right = new ScalarDenseKernels();
        return (DenseKernels) Proxy.newProxyInstance(
                DenseKernels.class.getClassLoader(),
                new Class<?>[] {DenseKernels.class},
                (proxy, method, arguments) -> {
                    try {
                        Object returned = method.invoke(right, arguments);
                        if (method.getName().equals(operation)) spoil(arguments[result], error);
                        return returned;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void spoil(Object result, float error) {
        if (result instanceof Rows rows) rows.data()[rows.index(0, 1)] += error;
        else if (result instanceof Affine affine) affine.setWeight(1, 1, affine.weight(1, 1) + error);
        else throw new IllegalArgumentException("not a result: " + result);
    }
}

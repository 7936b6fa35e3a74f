package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.EnumSet;
import java.util.Set;

/** One dense layer on our kernels: operands and results in the memory that a network would use. */
public final class LayerData {
    private final DenseKernels kernels;
    private final DenseShape shape;
    private final Affine parameters;
    private final Affine gradient;
    private final Rows x;
    private final Rows z;
    private final Rows y;
    private final Rows dy;
    private final Rows saved;
    private final Rows givenDz;
    private final Rows dz;
    private final Rows dx;
    private final Workspace workspace;

    public LayerData(DenseKernels kernels, LayerOperands operands) {
        this.kernels = kernels;
        this.shape = operands.shape();
        int in = shape.in(), out = shape.out();
        parameters = Affine.allocate(kernels.weightLayout(in, out));
        gradient = Affine.allocate(parameters.layout());
        parameters.layout().pack(operands.w(), 0, parameters.data(), parameters.weights());
        for (int j = 0; j < out; j++) parameters.setBias(j, operands.b()[j]);
        x = rows(operands.x(), in);
        dy = rows(operands.dy(), out);
        saved = rows(operands.y(), out);
        givenDz = rows(operands.dz(), out);
        dz = Rows.allocate(shape.batch(), out);
        z = Rows.allocate(shape.batch(), out);
        y = Rows.allocate(shape.batch(), out);
        dx = Rows.allocate(shape.batch(), in);
        workspace = new Workspace().reserve(kernels.scratch(layer(Activation.IDENTITY)));
    }

    private Rows rows(float[] values, int columns) {
        Rows rows = Rows.allocate(shape.batch(), columns);
        for (int r = 0; r < shape.batch(); r++) {
            System.arraycopy(values, r * columns, rows.data(), rows.index(r, 0), columns);
        }
        return rows;
    }

    public void forward(Activation activation) {
        kernels.forward(0, shape.batch(), x, parameters, activation, z, y, workspace);
    }

    /** With {@code activation}, whatever it saves taken from the operands' Y. */
    public void backwardActivation(Activation activation) {
        kernels.backwardActivation(shape.batch(), 0, shape.out(), activation, dy, saved, dz, gradient, workspace);
    }

    public void backwardWeights() {
        kernels.backwardWeights(shape.batch(), 0, shape.in(), x, givenDz, gradient, false, workspace);
    }

    public void backwardInput() {
        kernels.backwardInput(shape.batch(), 0, shape.in(), givenDz, parameters, dx, workspace);
    }

    /** dZ, db, dW and dX, as a network does it. */
    public void backward(Activation activation) {
        backwardActivation(activation);
        kernels.backwardWeights(shape.batch(), 0, shape.in(), x, dz, gradient, false, workspace);
        kernels.backwardInput(shape.batch(), 0, shape.in(), dz, parameters, dx, workspace);
    }

    /** Brings the operations to full speed, as a network does when it is prepared. */
    public void prepare(Activation activation) {
        kernels.prepare(layer(activation));
    }

    private Operation layer(Activation activation) {
        return new Operation.DenseLayer(shape.batch(), parameters.layout(), activation, true);
    }

    /** The work of a case on this layer. */
    public Job job(Case chosen) {
        Activation activation = chosen.function();
        return switch (chosen.work()) {
            case FORWARD -> job(EnumSet.of(Output.Y), () -> forward(activation));
            case DW -> job(EnumSet.of(Output.DW), this::backwardWeights);
            case DX -> job(EnumSet.of(Output.DX), this::backwardInput);
            case BACKWARD -> job(EnumSet.of(Output.DZ, Output.DB, Output.DW, Output.DX), () -> backward(activation));
            default -> throw new IllegalArgumentException("not the work of one layer: " + chosen.name());
        };
    }

    private Job job(Set<Output> outputs, Runnable work) {
        return new Job() {
            @Override
            public void run() {
                work.run();
            }

            @Override
            public Set<Output> outputs() {
                return outputs;
            }

            @Override
            public float[] read(Output output) {
                return LayerData.this.read(output);
            }
        };
    }

    private float[] read(Output output) {
        return switch (output) {
            case PRODUCT -> throw new IllegalArgumentException("our forward pass always adds the bias");
            case Y -> packed(y, shape.out());
            case DZ -> packed(dz, shape.out());
            case DX -> packed(dx, shape.in());
            case DB -> {
                float[] db = new float[shape.out()];
                for (int j = 0; j < db.length; j++) db[j] = gradient.bias(j);
                yield db;
            }
            case DW -> {
                float[] dw = new float[shape.in() * shape.out()];
                gradient.layout().unpack(gradient.data(), gradient.weights(), dw, 0);
                yield dw;
            }
        };
    }

    private float[] packed(Rows rows, int columns) {
        float[] values = new float[shape.batch() * columns];
        for (int r = 0; r < shape.batch(); r++) {
            System.arraycopy(rows.data(), rows.index(r, 0), values, r * columns, columns);
        }
        return values;
    }
}

package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/** One convolution on our kernels: operands and results in the memory that a network would use. */
public final class ConvolutionData {
    private final DenseKernels kernels;
    private final ConvolutionKernels convolution;
    private final ConvolvedImages images;
    private final ConvolutionShape shape;
    private final Affine parameters;
    private final Affine gradient;
    private final Rows x;
    private final Rows z;
    private final Rows y;
    private final Rows dz;
    private final Rows dx;
    private final Workspace workspace;

    public ConvolutionData(DenseKernels kernels, ConvolutionOperands operands) {
        this.kernels = kernels;
        convolution = kernels.convolution();
        images = operands.shape();
        shape = images.convolution();
        parameters = Affine.allocate(convolution.weightLayout(shape));
        gradient = Affine.allocate(parameters.layout());
        parameters.layout().pack(operands.w(), 0, parameters.data(), parameters.weights());
        for (int f = 0; f < shape.filters(); f++) parameters.setBias(f, operands.b()[f]);
        x = Rows.of(operands.x().clone(), shape.in());
        dz = Rows.of(operands.dz().clone(), shape.out());
        z = Rows.of(new float[operands.dz().length], shape.out());
        y = Rows.of(new float[operands.dz().length], shape.out());
        dx = Rows.of(new float[operands.x().length], shape.in());
        workspace = new Workspace().reserve(convolution.scratch(shape));
    }

    public void forward(Activation activation) {
        convolution.convolve(0, images.outPixels(), x, shape, parameters, activation, z, y, workspace);
    }

    public void backwardWeights() {
        convolution.convolveWeights(images.batch(), 0, shape.patch(), x, shape, dz, gradient, false, workspace);
    }

    public void backwardInput() {
        convolution.convolveInput(0, images.batch(), dz, shape, parameters, dx, workspace);
    }

    /** Brings the operations to full speed, as a network does when it is prepared. */
    public void prepare(Activation activation) {
        kernels.prepare(new Operation.Convolution(shape, activation, true));
    }

    /** The work of a case on this layer. */
    public Job job(Case chosen) {
        Activation activation = chosen.function();
        return switch (chosen.work()) {
            case FORWARD -> new ArrayJob(Output.Y, () -> forward(activation), y::data);
            case DW -> new ArrayJob(Output.DW, this::backwardWeights, this::dw);
            case DX -> new ArrayJob(Output.DX, this::backwardInput, dx::data);
            default -> throw new IllegalArgumentException("not the work of one convolution: " + chosen.name());
        };
    }

    private float[] dw() {
        float[] dw = new float[shape.patch() * shape.filters()];
        gradient.layout().unpack(gradient.data(), gradient.weights(), dw, 0);
        return dw;
    }
}

package dev.nn.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** A model loaded by ONNX Runtime, with buffers for its input and its output that are bound once. */
final class OnnxSession implements AutoCloseable {
    private final OrtSession session;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final OnnxTensor x;
    private final OnnxTensor y;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    /**
     * Loads a model with one input and one output.
     *
     * @param in the sizes of what comes in
     * @param out the sizes of what goes out
     */
    OnnxSession(byte[] model, long[] in, long[] out) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        input = buffer(in);
        output = buffer(out);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
            x = OnnxTensor.createTensor(environment, input, in);
            y = OnnxTensor.createTensor(environment, output, out);
            inputs = Map.of(session.getInputNames().iterator().next(), x);
            outputs = Map.of(session.getOutputNames().iterator().next(), y);
        } catch (OrtException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static FloatBuffer buffer(long[] sizes) {
        long bytes = Float.BYTES;
        for (long size : sizes) bytes *= size;
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    FloatBuffer input() {
        return input;
    }

    FloatBuffer output() {
        return output;
    }

    /** A copy of what the last run has left in the output's buffer. */
    float[] result() {
        float[] values = new float[output.capacity()];
        output.get(0, values);
        return values;
    }

    /** From the input's buffer to the output's. */
    void run() {
        try {
            session.run(inputs, outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        x.close();
        y.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}

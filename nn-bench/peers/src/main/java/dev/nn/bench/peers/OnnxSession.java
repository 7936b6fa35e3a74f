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

    OnnxSession(byte[] model, int rows, int in, int out) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        input = buffer(rows * in);
        output = buffer(rows * out);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model, options);
            x = OnnxTensor.createTensor(environment, input, new long[] {rows, in});
            y = OnnxTensor.createTensor(environment, output, new long[] {rows, out});
        } catch (OrtException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        inputs = Map.of("x", x);
        outputs = Map.of("y", y);
    }

    private static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(Float.BYTES * floats)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    FloatBuffer input() {
        return input;
    }

    FloatBuffer output() {
        return output;
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

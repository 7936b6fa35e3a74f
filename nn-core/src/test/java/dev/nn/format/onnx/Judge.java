package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime, which says what a model computes. */
final class Judge {
    /** Relative to the output or, where that is smaller, to the mean size of all outputs: sums cancel. */
    static final double TOLERANCE = 1e-5;

    private static final OrtEnvironment ENVIRONMENT = environment();

    private Judge() {}

    /** Native code recurses thousands of frames deep there: more than JUnit leaves of a usual stack. */
    private static OrtEnvironment environment() {
        FutureTask<OrtEnvironment> start = new FutureTask<>(new Start());
        new Thread(null, start, "onnxruntime", 16 << 20).start();
        try {
            return start.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Not a lambda, which would wait for this class, which waits for it. */
    private static final class Start implements Callable<OrtEnvironment> {
        @Override
        public OrtEnvironment call() {
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "test");
        }
    }

    /**
     * The output of a model for some input.
     *
     * @param output name of the output, or null for the first
     * @param shape of the input
     */
    static float[] run(byte[] model, @Nullable String output, float[] x, long... shape) throws OrtException {
        try (OrtSession.SessionOptions options = options();
                OrtSession session = ENVIRONMENT.createSession(model, options)) {
            return run(session, output, x, shape);
        }
    }

    /** The first output of a model in a file, which may have its weights in another. */
    static float[] run(Path file, float[] x, long... shape) throws OrtException {
        try (OrtSession.SessionOptions options = options();
                OrtSession session = ENVIRONMENT.createSession(file.toString(), options)) {
            return run(session, null, x, shape);
        }
    }

    private static OrtSession.SessionOptions options() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        return options;
    }

    private static float[] run(OrtSession session, @Nullable String output, float[] x, long... shape)
            throws OrtException {
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(x), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            OnnxTensor y = (OnnxTensor)
                    (output == null ? result.get(0) : result.get(output).orElseThrow());
            float[] values = new float[y.getFloatBuffer().remaining()];
            y.getFloatBuffer().get(values);
            return values;
        }
    }

    /** The shape of a model's input, −1 for what varies. */
    static long[] inputShape(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = options();
                OrtSession session = ENVIRONMENT.createSession(model, options)) {
            return ((TensorInfo)
                            session.getInputInfo().values().iterator().next().getInfo())
                    .getShape();
        }
    }

    /** Reads a model and checks that it computes what ONNX Runtime says, for a batch of that many rows. */
    static Network check(byte[] model, int rows) throws IOException, OrtException {
        Network network = OnnxImport.read("model", model, null, null);
        float[] x = random(rows * network.in(), 1);
        assertAlike(network.predict(x), run(model, null, x, rows, network.in()));
        return network;
    }

    /** Checks outputs against those that are right. */
    static void assertAlike(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double size = 0;
        for (float value : expected) size += Math.abs(value) / expected.length;
        for (int i = 0; i < found.length; i++) {
            double allowed = TOLERANCE * Math.max(Math.abs(expected[i]), size);
            if (Double.compare(found[i], expected[i]) == 0) continue;
            assertThat(Math.abs((double) found[i] - expected[i]))
                    .as("output %d: %s instead of %s", i, found[i], expected[i])
                    .isLessThanOrEqualTo(allowed);
        }
    }

    /** Normally distributed numbers. */
    static float[] random(int count, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float) random.nextGaussian();
        return values;
    }
}

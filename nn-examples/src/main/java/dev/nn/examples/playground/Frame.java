package dev.nn.examples.playground;

import dev.nn.json.Json;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a network is at one moment, as a page shows it.
 *
 * @param number of the frame, rising
 * @param running whether the training goes on by itself
 * @param stepsPerSecond of the training just now
 * @param accuracy shares of the training and the test points in their right class; NaN where there are no classes
 * @param error why the training has stopped, if it has by itself
 * @param gradients of the training loss, as the weights
 */
record Frame(
        Setup setup,
        long number,
        boolean running,
        long step,
        int epoch,
        double stepsPerSecond,
        double trainLoss,
        double testLoss,
        double[] accuracy,
        @Nullable String error,
        HeatMaps maps,
        float[] weights,
        float[] gradients,
        long stride,
        float[] trainCurve,
        float[] testCurve) {

    String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("number", number);
        json.put("running", running);
        json.put("step", step);
        json.put("epoch", epoch);
        json.put("stepsPerSecond", Math.round(stepsPerSecond));
        json.put("trainLoss", finite(trainLoss));
        json.put("testLoss", finite(testLoss));
        json.put("trainAccuracy", finite(accuracy[0]));
        json.put("testAccuracy", finite(accuracy[1]));
        json.put("error", error);
        json.put("shown", maps.shown());
        json.put("picture", base64(maps.picture()));
        json.put("units", base64(maps.units()));
        json.put("dead", base64(maps.dead()));
        json.put("weights", Setup.base64(weights));
        json.put("gradients", Setup.base64(gradients));
        json.put("stride", stride);
        json.put("trainCurve", Setup.base64(trainCurve));
        json.put("testCurve", Setup.base64(testCurve));
        return Json.write(json);
    }

    /** JSON has no NaN. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

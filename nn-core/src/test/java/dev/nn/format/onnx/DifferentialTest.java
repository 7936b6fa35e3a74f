package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.nn.data.DataFormatException;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutants that both we and ONNX Runtime can read mean the same to both. */
class DifferentialTest {
    private static final int MUTANTS = 5000;

    @Test
    @Tag("exhaustive")
    void mutantsMeanTheSame() throws IOException, OrtException {
        // Dropout at work is random; double precision has another element type; ZipMap gives maps.
        List<String> names = Fixture.names().stream()
                .filter(name -> !name.matches(".*(training|double|external|sklearn).*"))
                .toList();
        byte[][] files = new byte[names.size()][];
        for (int i = 0; i < files.length; i++) files[i] = Files.readAllBytes(Fixture.file(names.get(i)));
        FieldMutator mutator = new FieldMutator(List.of(files));
        Random random = new Random(5);
        int compared = 0;
        for (int i = 0; i < MUTANTS; i++) compared += compare(mutator.mutant(random), i) ? 1 : 0;
        assertThat(compared).isGreaterThan(MUTANTS / 5);
    }

    private static boolean compare(byte[] model, long seed) throws IOException {
        float[] x, expected;
        Network network;
        try {
            network = OnnxImport.read("mutant", model, null, null);
            long[] shape = Judge.inputShape(model);
            long features = 1;
            for (int d = 1; d < shape.length; d++) features *= shape[d];
            if (shape.length == 0 || features != network.in() || shape[0] > 100) return false;
            if (shape[0] < 0) shape[0] = 3;
            x = Judge.random((int) (shape[0] * features), seed);
            expected = Judge.run(model, null, x, shape);
        } catch (DataFormatException | OrtException e) {
            return false;
        }
        for (float value : expected) if (!Float.isFinite(value)) return false;
        Judge.assertAlike(network.predict(x), expected);
        return true;
    }
}

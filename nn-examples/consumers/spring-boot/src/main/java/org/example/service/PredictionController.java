package org.example.service;

import dev.nn.network.Network;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /predict} with an array of inputs in JSON. */
@RestController
class PredictionController {
    private final Network network;

    PredictionController(Network network) {
        this.network = network;
    }

    /** What is answered: the kernels' name and the outputs. */
    record Answer(String kernels, float[] outputs) {}

    @PostMapping("/predict")
    Answer predict(@RequestBody float[] inputs) {
        return new Answer(network.kernels().name(), network.predict(inputs));
    }
}

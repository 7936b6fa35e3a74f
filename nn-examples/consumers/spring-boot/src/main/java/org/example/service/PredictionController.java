package org.example.service;

import dev.nn.network.Model;
import dev.nn.network.Network;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /predict} with an array of inputs in JSON. */
@RestController
class PredictionController {
    private final Model model;
    private final String kernels;

    PredictionController(Model model, Network network) {
        this.model = model;
        this.kernels = network.kernels().name();
    }

    /** What is answered: the kernels' name and the outputs. */
    record Answer(String kernels, float[] outputs) {}

    @PostMapping("/predict")
    Answer predict(@RequestBody float[] inputs) {
        return new Answer(kernels, model.predict(inputs));
    }
}

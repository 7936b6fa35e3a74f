package org.example.service;

import static dev.nn.activation.Activation.TANH;

import dev.nn.initializer.Initializer;
import dev.nn.network.Model;
import dev.nn.network.Network;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A Spring Boot application with one network. */
@SpringBootApplication
public class PredictionService {
    /** Starts the server; {@code --server.port} and Spring's other options work. */
    public static void main(String[] arguments) {
        SpringApplication.run(PredictionService.class, arguments);
    }

    /** A network; a real service would load it. */
    @Bean
    Network network() {
        return Network.input(20).dense(40, TANH).dense(3).build(Initializer.glorot(), 7);
    }

    /** Its frozen form, which all requests share, warmed up for single rows before the server listens. */
    @Bean
    Model model(Network network) {
        Model model = network.freeze();
        model.warmUp(1);
        return model;
    }
}

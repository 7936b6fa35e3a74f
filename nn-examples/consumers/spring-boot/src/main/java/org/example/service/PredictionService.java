package org.example.service;

import static dev.nn.activation.Activation.TANH;

import dev.nn.initializer.Initializer;
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

    /** The network, made once and shared by all requests. */
    @Bean
    Network network() {
        return Network.input(20).dense(40, TANH).dense(3).build(Initializer.glorot(), 7);
    }
}

package dev.nn.perceptron;

/**
 * How the training of a {@link Perceptron} went.
 *
 * @param passes over the examples; if it succeeded, the last one was free of mistakes
 * @param mistakes in all of them: each moved the weights once
 * @param separated whether it ended with every answer right
 */
public record PerceptronTraining(int passes, int mistakes, boolean separated) {}

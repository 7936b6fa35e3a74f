package dev.nn.examples.lesson.desk;

/**
 * Something for the reader to try.
 *
 * @param task what to do, or to guess
 * @param answer what comes out, and why
 */
public record Exercise(String task, String answer) {}

package dev.nn.examples.lesson.errata;

/**
 * Something that a slide has wrong, and the measurement that tells.
 *
 * @param id one word, for programs
 * @param where the slide
 * @param printed what it says
 * @param right what is right
 * @param measured what the two numbers are
 * @param asPrinted the number if the slide is taken at its word: how far it is off
 * @param corrected the same number for what is right: 0, up to rounding
 */
record Erratum(
        String id, String where, String printed, String right, String measured, double asPrinted, double corrected) {}

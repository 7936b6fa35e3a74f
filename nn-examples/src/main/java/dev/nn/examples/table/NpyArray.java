package dev.nn.examples.table;

/**
 * An array from a NumPy file, as rows of float.
 *
 * @param shape the array's own
 * @param rows its first dimension
 * @param columns values of a row: the product of the other dimensions
 * @param values row by row, the last dimension running fastest
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record NpyArray(int[] shape, int rows, int columns, float[] values) {}

package dev.nn.examples.playground;

/**
 * Outputs of units all over the square, one byte each: 0 for −1 and less, 255 for 1 and more. Rows from the top, each from
 * left to right.
 *
 * @param shown number of the unit in the {@link #picture}: hidden ones in order, then the output
 * @param picture {@link #SIDE}² bytes of that unit
 * @param units {@link #SMALL}² bytes of each hidden unit
 * @param dead 1 for each hidden unit that gives 0 for every training point, or else 0
 */
record HeatMaps(int shown, byte[] picture, byte[] units, byte[] dead) {
    /** Side of the large picture. */
    static final int SIDE = 100;

    /** Side of a hidden unit's picture, whose points are some of the large one's. */
    static final int SMALL = 20;

    /** The byte of a value; the middle for what is no number. */
    static byte level(double value) {
        return Double.isNaN(value) ? (byte) 128 : (byte) Math.round(127.5 + 127.5 * Math.clamp(value, -1, 1));
    }

    /** Both coordinates of every point of the large picture. */
    static float[] grid() {
        float[] points = new float[2 * SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                int at = 2 * (row * SIDE + column);
                points[at] = (float) (PointSet.HALF * ((2 * column + 1.0) / SIDE - 1));
                points[at + 1] = (float) (PointSet.HALF * (1 - (2 * row + 1.0) / SIDE));
            }
        }
        return points;
    }
}

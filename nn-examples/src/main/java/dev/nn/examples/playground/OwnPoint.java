package dev.nn.examples.playground;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A point that somebody has drawn. In an address it is three bytes: x and y from −6 to 6 in 255 steps, and the class.
 *
 * @param label −1 or 1
 */
record OwnPoint(double x, double y, int label) {
    /** More make the address too long. */
    static final int MOST = 500;

    private static final int BYTES = 3;
    private static final double STEPS = 255;

    /** Reads the points of an address: base64url without padding. */
    static List<OwnPoint> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("points: expected base64url, " + e.getMessage(), e);
        }
        if (bytes.length % BYTES != 0 || bytes.length > BYTES * MOST) {
            throw new IllegalArgumentException(
                    "points: expected three bytes for each of at most %d points, found %d bytes"
                            .formatted(MOST, bytes.length));
        }
        List<OwnPoint> points = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += BYTES) {
            if (bytes[i + 2] < 0 || bytes[i + 2] > 1) {
                throw new IllegalArgumentException(
                        "points: the class of point %d must be 0 or 1, was %d".formatted(i / BYTES + 1, bytes[i + 2]));
            }
            points.add(new OwnPoint(coordinate(bytes[i]), coordinate(bytes[i + 1]), bytes[i + 2] == 1 ? 1 : -1));
        }
        return points;
    }

    private static double coordinate(byte value) {
        return PointSet.HALF * (2 * (value & 0xff) / STEPS - 1);
    }

    /** Writes points as {@link #parse} reads them. */
    static String text(List<OwnPoint> points) {
        byte[] bytes = new byte[BYTES * points.size()];
        for (int i = 0; i < points.size(); i++) {
            OwnPoint point = points.get(i);
            bytes[BYTES * i] = step(point.x);
            bytes[BYTES * i + 1] = step(point.y);
            bytes[BYTES * i + 2] = (byte) (point.label > 0 ? 1 : 0);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte step(double coordinate) {
        return (byte) Math.clamp(Math.round((coordinate / PointSet.HALF + 1) / 2 * STEPS), 0, (int) STEPS);
    }
}

package dev.nn.examples.lesson.desk;

import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Marks;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.PlanePlot;

/** How all lessons draw points of two classes: 1 as a vermilion circle, 0 as a blue square. */
public final class PointsPicture {
    /** The axes of the square that most points lie in. */
    public static final Axis X = new Axis("x", -1.15, 1.15);

    /** The upright one. */
    public static final Axis Y = new Axis("y", -1.15, 1.15);

    private PointsPicture() {}

    /** Adds them to a plot. */
    public static PlanePlot add(PlanePlot plot, PlanePoints points, String ones, String zeros) {
        plot.points(ones, points.coordinates(1, 0), points.coordinates(1, 1), Palette.VERMILION, Marks.CIRCLE);
        plot.points(zeros, points.coordinates(0, 0), points.coordinates(0, 1), Palette.BLUE, Marks.SQUARE);
        return plot;
    }

    /** Adds them with the names "class 1" and "class 0". */
    public static PlanePlot add(PlanePlot plot, PlanePoints points) {
        return add(plot, points, "class 1", "class 0");
    }
}

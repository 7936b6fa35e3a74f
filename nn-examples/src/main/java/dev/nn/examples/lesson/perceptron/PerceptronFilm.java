package dev.nn.examples.lesson.perceptron;

import dev.nn.examples.data.Animals;
import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.Sketch;
import dev.nn.examples.lesson.desk.Sketch.Ink;
import dev.nn.examples.lesson.desk.WebPage;
import dev.nn.examples.lesson.perceptron.Watching.Move;
import java.util.List;
import java.util.Locale;

/** The pictures of a perceptron's training: a strip of small frames, and a page to go through them one by one. */
final class PerceptronFilm {
    private static final int COLUMNS = 3, MOST = 18, CELL = Sketch.WIDTH / COLUMNS;
    private static final double LARGEST = 10.4, FURRIEST = 7.4;

    private PerceptronFilm() {}

    /** The first mistakes side by side. */
    static Sketch strip(Watching film, PlanePoints animals) {
        List<Move> moves = film.moves().subList(0, Math.min(MOST, film.moves().size()));
        int rows = Math.max(1, (moves.size() + COLUMNS - 1) / COLUMNS);
        Sketch sketch = new Sketch(rows * (CELL - 2), "The animals and the line before and after each mistake");
        for (int m = 0; m < moves.size(); m++) {
            double left = m % COLUMNS * CELL + 4, top = m / COLUMNS * (CELL - 2) + 18;
            Move move = moves.get(m);
            sketch.small(
                    left + CELL / 2.0 - 4,
                    top - 5,
                    "%d: %s".formatted(m + 1, Animals.all().get(move.example()).name()),
                    Ink.PLAIN);
            frame(sketch, animals, move, left, top, CELL - 8, 2.2);
        }
        return sketch;
    }

    /** All of them, one at a time. */
    static WebPage page(Watching film, PlanePoints animals) {
        StringBuilder frames = new StringBuilder();
        for (int m = 0; m < film.moves().size(); m++) {
            Move move = film.moves().get(m);
            Sketch sketch = new Sketch(260, "Mistake " + (m + 1));
            frame(sketch, animals, move, 8, 6, Sketch.WIDTH - 16, 4.5);
            frames.append(String.format(
                    Locale.ROOT,
                    """
                    <div class="frame"%s>
                    <p><b>Mistake %d</b>, pass %d: the <b>%s</b> was called %s.<br>w = (%.2f, %.2f, %.2f) → (%.2f, %.2f, %.2f)</p>
                    %s
                    </div>
                    """,
                    m == 0 ? "" : " hidden",
                    m + 1,
                    move.pass(),
                    Animals.all().get(move.example()).name(),
                    PerceptronLesson.word(1 - animals.labels()[move.example()]),
                    move.before()[0],
                    move.before()[1],
                    move.before()[2],
                    move.after()[0],
                    move.after()[1],
                    move.after()[2],
                    sketch.svg()));
        }
        return new WebPage("watch-a-perceptron", "Go through the mistakes one by one", """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>A perceptron, mistake by mistake</title>
                <style>
                :root { color-scheme: light dark; }
                body { margin: 1rem auto; padding: 0 1rem; max-width: 32rem; font: 1rem/1.5 system-ui, sans-serif; }
                svg { display: block; width: 100%%; height: auto; }
                button { font: inherit; padding: .6rem 1rem; }
                input { width: 100%%; height: 2.5rem; }
                </style></head><body>
                <h1>A perceptron, mistake by mistake</h1>
                <p><a href="index.html#watch-a-perceptron">Back to the lesson</a></p>
                <p><label>mistake <input id="at" type="range" min="1" max="%d" value="1"></label></p>
                <p><button id="back" type="button">Back</button> <button id="next" type="button">Next</button></p>
                <div aria-live="polite">
                %s</div>
                <p>Red circles are cute, blue squares are not; the ring marks the animal. Dashed: the line before. Solid: after.</p>
                <script>
                const at = document.getElementById("at"), frames = document.querySelectorAll(".frame");
                function show() { frames.forEach((frame, i) => { frame.hidden = i !== at.value - 1; }); }
                function move(by) { at.value = Number(at.value) + by; show(); }
                at.addEventListener("input", show);
                document.getElementById("back").addEventListener("click", () => move(-1));
                document.getElementById("next").addEventListener("click", () => move(1));
                show();
                </script></body></html>
                """.formatted(
                        Math.max(1, film.moves().size()), frames));
    }

    private static void frame(
            Sketch sketch, PlanePoints animals, Move move, double left, double top, double width, double mark) {
        double height = width * 0.72;
        sketch.box(left, top, width, height, Ink.SOFT);
        border(sketch, move.before(), left, top, width, height, true);
        border(sketch, move.after(), left, top, width, height, false);
        for (int i = 0; i < animals.size(); i++) {
            double x = column(animals.x()[i][0], left, width), y = row(animals.x()[i][1], top, height);
            if (animals.labels()[i] == 1) sketch.dot(x, y, mark, Ink.WARM);
            else sketch.square(x, y, mark * 0.9, Ink.COOL);
            if (i == move.example()) sketch.node(x, y, mark * 2.4, "", Ink.PLAIN);
        }
    }

    /** The part of w₀ + w₁ x + w₂ y = 0 that lies in the frame, if any. */
    private static void border(
            Sketch sketch, double[] w, double left, double top, double width, double height, boolean dashed) {
        double[][] ends = new double[2][];
        int found = 0;
        double[][] candidates = {
            {0, -w[0] / w[2]},
            {LARGEST, -(w[0] + w[1] * LARGEST) / w[2]},
            {-w[0] / w[1], 0},
            {-(w[0] + w[2] * FURRIEST) / w[1], FURRIEST}
        };
        for (double[] end : candidates) {
            boolean inside = end[0] >= 0 && end[0] <= LARGEST && end[1] >= 0 && end[1] <= FURRIEST;
            if (inside && found < 2) ends[found++] = end;
        }
        if (found < 2) return;
        double x1 = column(ends[0][0], left, width), y1 = row(ends[0][1], top, height);
        double x2 = column(ends[1][0], left, width), y2 = row(ends[1][1], top, height);
        if (dashed) sketch.dashed(x1, y1, x2, y2, Ink.SOFT);
        else sketch.line(x1, y1, x2, y2, Ink.PLAIN);
    }

    private static double column(double size, double left, double width) {
        return left + size / LARGEST * width;
    }

    private static double row(double fur, double top, double height) {
        return top + (1 - fur / FURRIEST) * height;
    }
}

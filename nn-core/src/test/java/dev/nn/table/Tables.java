package dev.nn.table;

import java.util.List;
import java.util.Random;

/** Tables to test with. */
final class Tables {
    private Tables() {}

    /** Rows as lines with commas; the first line is the header. */
    static Table of(String... lines) {
        TableBuilder table = Table.builder("t.csv", List.of(lines[0].split(",", -1)));
        for (int i = 1; i < lines.length; i++) table.addLine(i + 1, lines[i].split(",", -1));
        return table.build();
    }

    /** Two numbers and a colour that decide between "in" and "out", with noise, some values missing. */
    static Table mixed(int rows, long seed) {
        Random random = new Random(seed);
        TableBuilder table = Table.builder("mixed", List.of("x", "y", "colour", "label"));
        String[] colours = {"red", "green", "blue"};
        for (int i = 0; i < rows; i++) {
            double x = random.nextGaussian() * 10 + 100, y = random.nextGaussian();
            String colour = colours[random.nextInt(3)];
            double z = (x - 100) / 10 + y + (colour.equals("red") ? 2 : 0) + 0.3 * random.nextGaussian();
            String shown = random.nextInt(10) == 0 ? "NA" : String.valueOf(x);
            table.add(shown, String.valueOf(y), colour, z > 0.5 ? "in" : "out");
        }
        return table.build();
    }

    /** A number that depends on another, and on a category. */
    static Table numbers(int rows, long seed) {
        Random random = new Random(seed);
        TableBuilder table = Table.builder("numbers", List.of("x", "kind", "price"));
        for (int i = 0; i < rows; i++) {
            double x = random.nextDouble() * 6 - 3;
            boolean high = random.nextBoolean();
            double price = 1000 + 200 * Math.sin(x) + (high ? 300 : 0) + 10 * random.nextGaussian();
            table.add(String.valueOf(x), high ? "high" : "low", String.valueOf(price));
        }
        return table.build();
    }
}

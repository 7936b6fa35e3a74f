import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes {@code dev.nn.simd.product.MicroKernel}: one method per register tile, and the switch that picks one; the same for B in
 * bfloat16, {@code HalfMicroKernel}, and for A in panels, {@code PanelMicroKernel}.
 *
 * <p>All of nn's matrix products end in one small loop. It computes a tile of C that fits into the vector registers,
 * MR rows by NV vectors, as C = S + A·B:
 *
 * <pre>
 *                      b0      b1      b2      b3          one row k of the panel B: NV vectors
 *                   +-------+-------+-------+-------+
 *   a0 = A[0][k]    | c0_0  | c0_1  | c0_2  | c0_3  |      each step k: load NV vectors of B,
 *   a1 = A[1][k]    | c1_0  | c1_1  | c1_2  | c1_3  |      broadcast MR numbers of A,
 *   a2 = A[2][k]    | c2_0  | c2_1  | c2_2  | c2_3  |      MR × NV fused multiply-adds
 *   a3 = A[3][k]    | c3_0  | c3_1  | c3_2  | c3_3  |      into accumulators that never leave the registers
 *                   +-------+-------+-------+-------+
 * </pre>
 *
 * The compiler keeps an accumulator in a register only if it is a local variable with a name, so every tile size is a
 * method of its own, and this program writes them instead of a person. Why each line is as it is:
 *
 * <ul>
 *   <li>A is addressed by two steps, from row to row and from k to k: with (stride, 1) it is the row-major X of the
 *       forward pass, with (1, stride) the transposed X of dW, read by column. One kernel serves every product.
 *   <li>S is where the accumulators start: the bias (row step 0), or C itself to continue or accumulate. Where they start
 *       at nothing, as in dW and dX, another tile, {@code product}, sets them to zero: to load as many zeros takes 1 to 2 %
 *       of a sum of 128 terms.
 *   <li>Running indices p and q instead of k·step cost the fewest instructions next to the range checks.
 *   <li>A loop over tiles calls its tile itself: fifteen arguments through one more call, with the switch in between,
 *       cost 40 cycles a tile. Inside the tile's method, around its loop over k, the same loop costs more than that.
 *   <li>A single row has a tile of its own, two panels wide. Every weight is read for one multiply-add there, so the speed
 *       is that of the memory: two panels are two streams, which the processor fetches ahead side by side, and eight sums
 *       hide the latency of a multiply-add. Four panels gained nothing more.
 *   <li>Two bfloat16 vectors share a vector of ints, one in the upper halves and one in the lower: a mask and a shift make
 *       floats of them, beside the multiply-adds and for half the memory. A vector of shorts would need a conversion that
 *       crosses lanes, at half the speed.
 *   <li>Where A is W, its rows lie in pieces, one in each panel, and k / NR says in which: some integer instructions for
 *       each k, which hide behind the multiply-adds.
 *   <li>No unrolling over k, no more than 24 accumulators, no masks: each made some forks 2 to 100 times slower.
 * </ul>
 *
 * Run by the build: {@code java MicroKernelGenerator.java OUTPUT_DIRECTORY}.
 */
public final class MicroKernelGenerator {
    /** Largest number of rows for 1, 2, 3 and 4 vectors: enough accumulators to hide the latency of an FMA. */
    private static final int[] MAX_ROWS = {0, 8, 8, 4, 4};

    /** Vectors of each of the two panels that a single row takes at a time. */
    private static final int ROW_VECTORS = 4;

    private static final String ARGUMENTS = "depth, a, ia, aRow, %s, b, ib, bDepth, c, ic, cRow, s, is, sRow, relu";

    private final StringBuilder source = new StringBuilder();

    /** What the class is called before "MicroKernel". */
    private final String prefix;

    /** Whether B is in bfloat16. */
    private final boolean halves;

    /** Whether A is in panels. */
    private final boolean panels;

    private final String arguments;
    private final String parameters;

    /** The same without S and ReLU. */
    private final String productArguments;

    private final String productParameters;

    private MicroKernelGenerator(String prefix) {
        this.prefix = prefix;
        this.halves = prefix.equals("Half");
        this.panels = prefix.equals("Panel");
        String step = panels ? "aPanel" : "aDepth";
        this.arguments = ARGUMENTS.formatted(step);
        this.parameters = "int depth, float[] a, int ia, int aRow, int " + step + ", " + (halves ? "int" : "float")
                + "[] b, int ib, int bDepth, float[] c, int ic, int cRow, float[] s, int is, int sRow, boolean relu";
        this.productArguments = arguments.substring(0, arguments.indexOf(", s,"));
        this.productParameters = parameters.substring(0, parameters.indexOf(", float[] s,"));
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0], "dev", "nn", "simd", "product");
        Files.createDirectories(directory);
        for (String prefix : new String[] {"", "Half", "Panel"}) {
            Files.writeString(
                    directory.resolve(prefix + "MicroKernel.java"), new MicroKernelGenerator(prefix).generate());
        }
    }

    private String generate() {
        line("package dev.nn.simd.product;");
        line("");
        line("import dev.nn.simd.jvm.VectorShape;");
        line("import jdk.incubator.vector.FloatVector;");
        if (halves) line("import jdk.incubator.vector.IntVector;");
        line("import jdk.incubator.vector.VectorOperators;");
        line("import jdk.incubator.vector.VectorSpecies;");
        line("");
        line("/**");
        String what = halves ? ", for B in bfloat16 as {@link HalfPanels} keeps it" : "";
        if (panels) what = ", for A in panels: A[r][k] is a[ia + k / NR * aPanel + r * aRow + k % NR]";
        line(" * The micro-kernels C = S + A·B, one per register tile%s.".formatted(what));
        line(" * Generated by MicroKernelGenerator, which explains them.");
        line(" */");
        line("final class %sMicroKernel {".formatted(prefix));
        if (!panels) {
            line("    /** Vectors of each of the two panels that {@link #row} takes. */");
            line("    static final int ROW_VECTORS = %d;".formatted(ROW_VECTORS));
            line("");
        }
        line("    private static final VectorSpecies<Float> SPECIES = VectorShape.FLOATS;");
        if (halves) line("    private static final VectorSpecies<Integer> INTS = VectorShape.INTS;");
        line("    private static final int L = VectorShape.LANES;");
        if (panels) line("    private static final int NR = Blocking.NR;");
        line("");
        line("    private %sMicroKernel() {}".formatted(prefix));
        pick();
        for (int vectors = 1; vectors < MAX_ROWS.length; vectors++) {
            for (int rows = 1; rows <= maxRows(vectors); rows++) {
                column(rows, vectors, false);
                tile(rows, vectors, false);
                if (halves) continue;
                column(rows, vectors, true);
                tile(rows, vectors, true);
            }
        }
        if (!panels) row();
        line("}");
        return source.toString();
    }

    /** Largest number of rows of a tile, 0 if there is none: bfloat16 vectors come in pairs. */
    private int maxRows(int vectors) {
        return halves && vectors % 2 == 1 ? 0 : MAX_ROWS[vectors];
    }

    /** The switch over tile sizes. */
    private void pick() {
        line("");
        line("    /** The largest number of rows of a tile of that many vectors. */");
        line("    static int maxRows(int vectors) {");
        line("        return switch (vectors) {");
        for (int vectors = 1; vectors < MAX_ROWS.length; vectors++) {
            if (maxRows(vectors) > 0) line("            case %d -> %d;".formatted(vectors, maxRows(vectors)));
        }
        line("            default -> throw new IllegalArgumentException(\"no tile of \" + vectors + \" vectors\");");
        line("        };");
        line("    }");
        line("");
        line("    /**");
        line(
                "     * C = S + A·B, and max(0, ·) of it if asked, for {@code tiles} tiles of {@code rows} × {@code vectors}, one");
        line("     * below the other.");
        line("     */");
        line("    static void tiles(int tiles, int rows, int vectors, %s) {".formatted(parameters));
        if (!halves) {
            line("        if (s == Tiles.ZEROS && !relu) {");
            line("            products(tiles, rows, vectors, %s);".formatted(productArguments));
            line("            return;");
            line("        }");
        }
        pick(false);
        if (halves) return;
        line("");
        line("    /** C = A·B. */");
        line("    private static void products(int tiles, int rows, int vectors, %s) {".formatted(productParameters));
        pick(true);
    }

    private void pick(boolean product) {
        line("        switch (rows * 8 + vectors) {");
        for (int vectors = 1; vectors < MAX_ROWS.length; vectors++) {
            for (int rows = 1; rows <= maxRows(vectors); rows++) {
                line("            case %d -> %s%dx%d(tiles, %s);"
                        .formatted(
                                rows * 8 + vectors,
                                product ? "productColumn" : "column",
                                rows,
                                vectors,
                                product ? productArguments : arguments));
            }
        }
        line("            default -> throw new IllegalArgumentException(\"no tile of \" + rows + \"×\" + vectors);");
        line("        }");
        line("    }");
    }

    /** Tiles below each other. */
    private void column(int rows, int vectors, boolean product) {
        line("");
        line("    private static void %s%dx%d(int tiles, %s) {"
                .formatted(
                        product ? "productColumn" : "column", rows, vectors, product ? productParameters : parameters));
        line("        for (int t = 0; t < tiles; t++) {");
        line("            %s%dx%d(%s);"
                .formatted(product ? "product" : "tile", rows, vectors, product ? productArguments : arguments));
        line("            ia += %d * aRow;".formatted(rows));
        line("            ic += %d * cRow;".formatted(rows));
        if (!product) line("            is += %d * sRow;".formatted(rows));
        line("        }");
        line("    }");
    }

    /** One register tile. */
    private void tile(int rows, int vectors, boolean product) {
        line("");
        line("    private static void %s%dx%d(%s) {"
                .formatted(product ? "product" : "tile", rows, vectors, product ? productParameters : parameters));
        each(
                rows,
                vectors,
                (r, v) -> product
                        ? "        FloatVector %s = FloatVector.zero(SPECIES);".formatted(accumulator(r, v))
                        : "        FloatVector %s = FloatVector.fromArray(SPECIES, s, is%s%s);"
                                .formatted(accumulator(r, v), times(r, "sRow"), times(v, "L")));
        for (int r = 1; r < rows; r++) line("        int a%d = %s;".formatted(r, r == 1 ? "aRow" : r + " * aRow"));
        if (!panels) line("        int p = ia;");
        line("        int q = ib;");
        line("        for (int k = 0; k < depth; k++) {");
        if (panels) line("            int p = ia + k / NR * aPanel + k % NR;");
        loadB(0, vectors, "q");
        for (int r = 0; r < rows; r++) {
            line("            FloatVector x%d = FloatVector.broadcast(SPECIES, a[p%s]);"
                    .formatted(r, r == 0 ? "" : " + a" + r));
            for (int v = 0; v < vectors; v++) {
                line("            %1$s = x%2$d.fma(b%3$d, %1$s);".formatted(accumulator(r, v), r, v));
            }
        }
        if (!panels) line("            p += aDepth;");
        line("            q += bDepth;");
        line("        }");
        if (product) each(rows, vectors, (r, v) -> "        %s;".formatted(store(accumulator(r, v), r, v)));
        else storeAll(rows, vectors);
        line("    }");
    }

    /** The sums are stored in either branch, because a vector that two branches join may be boxed on the heap. */
    private void storeAll(int rows, int vectors) {
        line("        if (relu) {");
        line("            FloatVector zero = FloatVector.zero(SPECIES);");
        each(rows, vectors, (r, v) -> "            %s;".formatted(store(relu(accumulator(r, v)), r, v)));
        line("        } else {");
        each(rows, vectors, (r, v) -> "            %s;".formatted(store(accumulator(r, v), r, v)));
        line("        }");
    }

    /** The vectors {@code from} to {@code to} of a row of B, which begin at {@code index}. */
    private void loadB(int from, int to, String index) {
        for (int v = from; v < to; v++) {
            String at = index + times((v - from) / (halves ? 2 : 1), "L");
            if (!halves) {
                line("            FloatVector b%d = FloatVector.fromArray(SPECIES, b, %s);".formatted(v, at));
            } else if (v % 2 == 0) {
                line("            IntVector h%d = IntVector.fromArray(INTS, b, %s);".formatted(v, at));
                line(
                        "            FloatVector b%1$d = (FloatVector) h%1$d.lanewise(VectorOperators.LSHL, 16).reinterpretShape(SPECIES, 0);"
                                .formatted(v));
            } else {
                line("            FloatVector b%d = (FloatVector) h%d.and(0xffff0000).reinterpretShape(SPECIES, 0);"
                        .formatted(v, v - 1));
            }
        }
    }

    /** The tile of a single row, two panels wide. */
    private void row() {
        int vectors = 2 * ROW_VECTORS;
        line("");
        line(
                "    /** y = s + x·B for two panels of B, which lie {@code panel} elements apart; max(0, ·) of it if asked. */");
        line("    static void row(");
        line("            int depth, float[] a, int ia, %s[] b, int ib, int panel,"
                .formatted(halves ? "int" : "float"));
        line("            float[] c, int ic, float[] s, int is, boolean relu) {");
        each(
                1,
                vectors,
                (r, v) -> "        FloatVector %s = FloatVector.fromArray(SPECIES, s, is%s);"
                        .formatted(accumulator(r, v), times(v, "L")));
        line("        int p = ib;");
        line("        int q = ib + panel;");
        line("        for (int k = 0; k < depth; k++) {");
        line("            FloatVector x = FloatVector.broadcast(SPECIES, a[ia + k]);");
        loadB(0, ROW_VECTORS, "p");
        loadB(ROW_VECTORS, vectors, "q");
        each(1, vectors, (r, v) -> "            %1$s = x.fma(b%2$d, %1$s);".formatted(accumulator(r, v), v));
        line("            p += %s;"
                .formatted(times(ROW_VECTORS / (halves ? 2 : 1), "L").substring(3)));
        line("            q += %s;"
                .formatted(times(ROW_VECTORS / (halves ? 2 : 1), "L").substring(3)));
        line("        }");
        storeAll(1, vectors);
        line("    }");
    }

    /** Compare and blend, not max: that keeps NaN, and costs less than max with its care for NaN and −0. */
    private static String relu(String sum) {
        return sum + ".blend(zero, " + sum + ".compare(VectorOperators.LE, zero))";
    }

    private static String store(String value, int row, int vector) {
        return "%s.intoArray(c, ic%s%s)".formatted(value, times(row, "cRow"), times(vector, "L"));
    }

    private interface Cell {
        String text(int row, int vector);
    }

    private void each(int rows, int vectors, Cell cell) {
        for (int r = 0; r < rows; r++) {
            for (int v = 0; v < vectors; v++) line(cell.text(r, v));
        }
    }

    private static String accumulator(int row, int vector) {
        return "c" + row + "_" + vector;
    }

    /** {@code " + n * step"}, left out or shortened where n is 0 or 1. */
    private static String times(int n, String step) {
        return n == 0 ? "" : n == 1 ? " + " + step : " + " + n + " * " + step;
    }

    private void line(String text) {
        source.append(text).append('\n');
    }
}

package dev.nn.simd.plain;

import dev.nn.simd.product.TileFrame;

/**
 * C = C + A·B in plain Java: every element is one chain of fused multiply-adds in the order of k, as in the micro-kernels,
 * so it has their bits.
 *
 * <p>Every operand has two steps, from row to row and from column to column, so one tile serves all products: with B's
 * columns a row of W apart it reads Wᵀ. The tile is 4 × 4: sixteen sums in sixteen variables, which either compiler keeps
 * in registers. C2 makes no vectors of it, and would not make any of loops along the columns either, because it can't
 * tell whether B and C are the same array; but the first compiler already reaches 80 % of what C2 does.
 */
public final class PlainProduct {
    /** Rows and columns of a tile. */
    private static final int SIDE = 4;

    private PlainProduct() {}

    /** C = C + A·B for the operands in the frame, with any number of columns. */
    static void add(TileFrame f) {
        if (f.depth == 0) return;
        int rows = f.rows, columns = f.width, bColumn = f.bColumn;
        int wholeRows = rows / SIDE * SIDE, wholeColumns = columns / SIDE * SIDE;
        for (int r = 0; r < wholeRows; r += SIDE) {
            int ar = f.ia + r * f.aRow, cr = f.ic + r * f.cRow;
            for (int j = 0; j < wholeColumns; j += SIDE) tile(f, ar, f.ib + j * bColumn, cr + j);
            for (int j = wholeColumns; j < columns; j++) column(f, ar, f.ib + j * bColumn, cr + j);
        }
        for (int r = wholeRows; r < rows; r++) {
            int ar = f.ia + r * f.aRow, cr = f.ic + r * f.cRow;
            for (int j = 0; j < wholeColumns; j += SIDE) row(f, ar, f.ib + j * bColumn, cr + j);
            for (int j = wholeColumns; j < columns; j++) cell(f, ar, f.ib + j * bColumn, cr + j);
        }
    }

    /** Four rows by four columns. */
    private static void tile(TileFrame f, int ia, int ib, int ic) {
        float[] a = f.a, b = f.b, c = f.c;
        int depth = f.depth, aRow = f.aRow, aDepth = f.aDepth, bDepth = f.bDepth, bColumn = f.bColumn, cRow = f.cRow;
        int a2 = 2 * aRow, a3 = 3 * aRow, b2 = 2 * bColumn, b3 = 3 * bColumn;
        int c1 = ic + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
        float s00 = c[ic], s01 = c[ic + 1], s02 = c[ic + 2], s03 = c[ic + 3];
        float s10 = c[c1], s11 = c[c1 + 1], s12 = c[c1 + 2], s13 = c[c1 + 3];
        float s20 = c[c2], s21 = c[c2 + 1], s22 = c[c2 + 2], s23 = c[c2 + 3];
        float s30 = c[c3], s31 = c[c3 + 1], s32 = c[c3 + 2], s33 = c[c3 + 3];
        int p = ia, q = ib;
        for (int k = 0; k < depth; k++) {
            float y0 = b[q], y1 = b[q + bColumn], y2 = b[q + b2], y3 = b[q + b3];
            float x = a[p];
            s00 = Math.fma(x, y0, s00);
            s01 = Math.fma(x, y1, s01);
            s02 = Math.fma(x, y2, s02);
            s03 = Math.fma(x, y3, s03);
            x = a[p + aRow];
            s10 = Math.fma(x, y0, s10);
            s11 = Math.fma(x, y1, s11);
            s12 = Math.fma(x, y2, s12);
            s13 = Math.fma(x, y3, s13);
            x = a[p + a2];
            s20 = Math.fma(x, y0, s20);
            s21 = Math.fma(x, y1, s21);
            s22 = Math.fma(x, y2, s22);
            s23 = Math.fma(x, y3, s23);
            x = a[p + a3];
            s30 = Math.fma(x, y0, s30);
            s31 = Math.fma(x, y1, s31);
            s32 = Math.fma(x, y2, s32);
            s33 = Math.fma(x, y3, s33);
            p += aDepth;
            q += bDepth;
        }
        c[ic] = s00;
        c[ic + 1] = s01;
        c[ic + 2] = s02;
        c[ic + 3] = s03;
        c[c1] = s10;
        c[c1 + 1] = s11;
        c[c1 + 2] = s12;
        c[c1 + 3] = s13;
        c[c2] = s20;
        c[c2 + 1] = s21;
        c[c2 + 2] = s22;
        c[c2 + 3] = s23;
        c[c3] = s30;
        c[c3 + 1] = s31;
        c[c3 + 2] = s32;
        c[c3 + 3] = s33;
    }

    /** Four rows of one column. */
    private static void column(TileFrame f, int ia, int ib, int ic) {
        float[] a = f.a, b = f.b, c = f.c;
        int depth = f.depth, aRow = f.aRow, aDepth = f.aDepth, bDepth = f.bDepth, cRow = f.cRow;
        int a2 = 2 * aRow, a3 = 3 * aRow, c1 = ic + cRow, c2 = c1 + cRow, c3 = c2 + cRow;
        float s0 = c[ic], s1 = c[c1], s2 = c[c2], s3 = c[c3];
        int p = ia, q = ib;
        for (int k = 0; k < depth; k++) {
            float y = b[q];
            s0 = Math.fma(a[p], y, s0);
            s1 = Math.fma(a[p + aRow], y, s1);
            s2 = Math.fma(a[p + a2], y, s2);
            s3 = Math.fma(a[p + a3], y, s3);
            p += aDepth;
            q += bDepth;
        }
        c[ic] = s0;
        c[c1] = s1;
        c[c2] = s2;
        c[c3] = s3;
    }

    /** Four columns of one row. */
    private static void row(TileFrame f, int ia, int ib, int ic) {
        float[] a = f.a, b = f.b, c = f.c;
        int depth = f.depth, aDepth = f.aDepth, bDepth = f.bDepth, bColumn = f.bColumn;
        int b2 = 2 * bColumn, b3 = 3 * bColumn;
        float s0 = c[ic], s1 = c[ic + 1], s2 = c[ic + 2], s3 = c[ic + 3];
        int p = ia, q = ib;
        for (int k = 0; k < depth; k++) {
            float x = a[p];
            s0 = Math.fma(x, b[q], s0);
            s1 = Math.fma(x, b[q + bColumn], s1);
            s2 = Math.fma(x, b[q + b2], s2);
            s3 = Math.fma(x, b[q + b3], s3);
            p += aDepth;
            q += bDepth;
        }
        c[ic] = s0;
        c[ic + 1] = s1;
        c[ic + 2] = s2;
        c[ic + 3] = s3;
    }

    private static void cell(TileFrame f, int ia, int ib, int ic) {
        float[] a = f.a, b = f.b, c = f.c;
        int depth = f.depth, aDepth = f.aDepth, bDepth = f.bDepth;
        float sum = c[ic];
        int p = ia, q = ib;
        for (int k = 0; k < depth; k++) {
            sum = Math.fma(a[p], b[q], sum);
            p += aDepth;
            q += bDepth;
        }
        c[ic] = sum;
    }
}

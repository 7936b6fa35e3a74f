package dev.nn.table;

/**
 * Rows of a table that are the same as an earlier one, cell for cell, but for row numbers and columns that are ignored.
 *
 * @param count how many there are, the earlier ones not counted
 * @param heldOutTogether whether copies of a row were held out only with it, so that no score is of rows that were learnt;
 *     not where most rows are copies, or one row is that of many: new rows will be like these, too
 */
public record CopiedRows(int count, boolean heldOutTogether) {
    /** No copies, or none that were looked for. */
    public static final CopiedRows NONE = new CopiedRows(0, true);
}

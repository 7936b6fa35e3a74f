package dev.nn.table;

/**
 * How one column was understood.
 *
 * @param column its name
 * @param text what it holds and how its cells are read, in one line
 * @param remark what may not be meant so, and the way out, named as an option of the nn command; empty if there is nothing
 */
public record ColumnSummary(String column, String text, String remark) {
    /** Text and remark in one line. */
    @Override
    public String toString() {
        return remark.isEmpty() ? text : text + "; " + remark;
    }
}

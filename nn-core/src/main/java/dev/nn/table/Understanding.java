package dev.nn.table;

import java.util.List;

/**
 * What training makes of a table before it begins.
 *
 * @param schema learnt from all rows with a target
 * @param target how the target was understood
 * @param columns the same for the other columns, in the table's order
 */
public record Understanding(Schema schema, ColumnSummary target, List<ColumnSummary> columns) {}

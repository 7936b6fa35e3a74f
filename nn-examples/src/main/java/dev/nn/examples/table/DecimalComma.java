package dev.nn.examples.table;

/** The decimal comma of many countries' spreadsheets. */
final class DecimalComma {
    private DecimalComma() {}

    /** The cell with a point instead of its comma, if all else are digits, a sign and an exponent; else the cell. */
    static String toPoint(String cell) {
        int comma = cell.indexOf(',');
        if (comma < 0) return cell;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            boolean number = (c >= '0' && c <= '9') || c == '+' || c == '-' || (c | ' ') == 'e' || c == ' ';
            if (!number && i != comma) return cell;
        }
        return cell.substring(0, comma) + '.' + cell.substring(comma + 1);
    }
}

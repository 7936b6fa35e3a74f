package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.table.CellRules;
import dev.nn.table.TableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files as they are in the wild. */
class CsvReaderTest {
    private static List<List<String>> read(byte[] file, CsvFormat format) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader reader = CsvReader.open("t.csv", new ByteArrayInputStream(file), format)) {
            rows.add(reader.columns());
            for (String[] cells = reader.next(); cells != null; cells = reader.next()) rows.add(Arrays.asList(cells));
        }
        return rows;
    }

    private static List<List<String>> read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), CsvFormat.DEFAULT);
    }

    private static void assertWrong(String text, String message) {
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> read(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void findsTheDelimiter(String delimiter) throws IOException {
        String text = "a%sb%sc\n1%s\"p,;|\tq\"%s3\n".formatted(delimiter, delimiter, delimiter, delimiter);
        assertThat(read(text)).containsExactly(List.of("a", "b", "c"), List.of("1", "p,;|\tq", "3"));
    }

    @Test
    void decimalCommasAreNoDelimiters() throws IOException {
        assertThat(read("a;b\n1,5;2,5\n3,5;4,5\n").getFirst()).containsExactly("a", "b");
    }

    /** A single column has no delimiter that could be counted. */
    @Test
    void decimalCommasOfASingleColumnAreNoDelimiters() throws IOException {
        assertThat(read("price\n1.234,50 €\n-0,75 €\n12\n"))
                .containsExactly(List.of("price"), List.of("1.234,50 €"), List.of("-0,75 €"), List.of("12"));
        assertWrong(
                "All prices\na,b\n1,5\n",
                "t.csv, line 2: 2 values, but there is 1 column; the header must be the first line: is there a title"
                        + " above it?");
    }

    /** Excel writes and reads such a line. */
    @ParameterizedTest
    @ValueSource(strings = {"sep=;\n", "sep=;\r\n", "sep=;\r", "SEP=;\n"})
    void aLineMayNameTheDelimiter(String line) throws IOException {
        assertThat(read(line + "a;b\n1,5;2\n")).containsExactly(List.of("a", "b"), List.of("1,5", "2"));
        assertWrong(line + "a;b\n1;2\n3\n", "t.csv, line 4: 1 value, but there are 2 columns");
        assertThat(read("sep=x;b\n1;2\n").getFirst()).as("a column's name").containsExactly("sep=x", "b");
    }

    @Test
    void aHeaderUnlikeTheRowsIsNamed() {
        assertWrong(
                "a,b\n1,2,\n",
                "t.csv, line 2: 3 values, but there are 2 columns; the row ends with a delimiter, the header doesn't");
        assertWrong(
                "a,b\nr1,2,3\n",
                "t.csv, line 2: 3 values, but there are 2 columns; does the header lack a name, as of row numbers in"
                        + " the first column?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-32LE", "UTF-32BE"})
    void utf32HasAMark(String charset) throws IOException {
        byte[] text = "\ufeffgröße,b\n1,2\n".getBytes(Charset.forName(charset));
        assertThat(read(text, CsvFormat.DEFAULT)).containsExactly(List.of("größe", "b"), List.of("1", "2"));
    }

    /** The rest of the file would become one value, and its rows would be lost. */
    @Test
    void aQuoteThatIsNeverClosedIsNamed() throws IOException {
        assertWrong("a,b\n1,x\n2,\"y\n3,z\n4,x\n", "t.csv, line 3: a quote is opened that is never closed");
        assertWrong("a,b\n1,x\n\"2,y\n3,z\n4,x\n", "t.csv, line 3: a quote is opened that is never closed");
        assertThat(read("a,b\n1,5\" nail\n2,\"y\nz\"\n")).endsWith(List.of("2", "y\nz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEnd(String end) throws IOException {
        assertThat(read("a,b%s1,2%s%s3,4".formatted(end, end, end)))
                .containsExactly(List.of("a", "b"), List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void quotesLineBreaksAndBlanks() throws IOException {
        assertThat(read("\"a\"\"b\", c \n\"1\n2\",\"\"\n")).containsExactly(List.of("a\"b", "c"), List.of("1\n2", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byteOrderMarksTellTheCharset(String charset) throws IOException {
        byte[] text = "\ufeffä,b\n1,2\n".getBytes(Charset.forName(charset));
        assertThat(read(text, CsvFormat.DEFAULT)).containsExactly(List.of("ä", "b"), List.of("1", "2"));
    }

    @Test
    void otherCharsetsOnRequest() throws IOException {
        byte[] text = "ä,b\n1,2\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> read(text, CsvFormat.DEFAULT))
                .withMessageStartingWith("t.csv, line 1 or later: not text in UTF-8");
        CsvFormat latin = new CsvFormat('\0', true, '\0', CellRules.DEFAULT, StandardCharsets.ISO_8859_1);
        assertThat(read(text, latin).getFirst()).containsExactly("ä", "b");
    }

    @Test
    void withoutHeaderColumnsHaveNumbers() throws IOException {
        CsvFormat bare = new CsvFormat('\0', false, '\0', CellRules.DEFAULT, StandardCharsets.UTF_8);
        assertThat(read("1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), bare))
                .containsExactly(List.of("column_1", "column_2"), List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void saysWhatIsWrongAndWhere() {
        assertWrong("", "t.csv: empty, a header line expected");
        assertWrong("\n\n", "t.csv: empty, a header line expected");
        assertWrong("a,b\n1,2\n\"x\ny\",3\n4\n", "t.csv, line 5: 1 value, but there are 2 columns");
        assertWrong("a,b\n1,2\n1,2,3\n", "t.csv, line 3: 3 values, but there are 2 columns");
        assertWrong("a,b, a\n", "t.csv: two columns are called 'a', number 1 and number 3");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> read("a,b\n1,\"2\"x\n"))
                .withMessageStartingWith("t.csv, after line 1: not CSV: ");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> read("a,b\n1,\"" + "x".repeat(2_000_000) + "\"\n"))
                .withMessageStartingWith("t.csv, after line 1: a value has more than 1,048,576 characters; is a quote");
    }
}

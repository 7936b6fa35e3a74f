package dev.nn.examples.table;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/** Kinds of files that are taken for CSV by mistake, known by their first bytes. */
enum FileKind {
    ZIP("PK\u0003\u0004", "a zip archive or an Excel workbook, not text; export it as CSV"),
    OLD_EXCEL("\u00d0\u00cf\u0011\u00e0", "an Excel workbook or another Office file, not text; export it as CSV"),
    /** A column may be called PAR1. */
    PARQUET("PAR1\u0015", "a Parquet file, not text; export it as CSV"),
    AVRO("Obj\u0001", "an Avro file, not text; export it as CSV"),
    ARROW("ARROW1\u0000", "an Arrow or Feather file, not text; export it as CSV"),
    NUMPY("\u0093NUMPY", "a NumPy array, not text; export it as CSV"),
    HDF("\u0089HDF", "an HDF5 file, not text; export it as CSV"),
    SQLITE("SQLite format 3", "an SQLite database, not text; export it as CSV"),
    PDF("%PDF-", "a PDF document, not a table; export it as CSV"),
    LFS("version https://git-lfs", "a Git LFS pointer in place of the file; 'git lfs pull' fetches the file itself"),
    BZIP2("BZh91AY&SY", "compressed by bzip2; unpack it, or pack it by gzip"),
    XZ("\u00fd7zXZ", "compressed by xz; unpack it, or pack it by gzip"),
    ZSTD("(\u00b5/\u00fd", "compressed by zstd; unpack it, or pack it by gzip"),
    JSON("", "JSON, not CSV") {
        @Override
        boolean begins(byte[] start) {
            String text = text(start).replaceAll("\\s", "");
            return text.startsWith("{\"") || text.startsWith("[{\"") || text.startsWith("[[") || text.startsWith("{}");
        }
    },
    MARKUP("", "HTML or XML, not CSV") {
        @Override
        boolean begins(byte[] start) {
            String text = text(start).strip().toLowerCase(Locale.ROOT);
            return Stream.of("<!doctype", "<html", "<table", "<?xml").anyMatch(text::startsWith);
        }
    };

    private static final int TEXT = 200;

    private final String bytes;
    private final String description;

    FileKind(String bytes, String description) {
        this.bytes = bytes;
        this.description = description;
    }

    /** What such a file is, for a message. */
    String description() {
        return description;
    }

    /** Whether a file that starts so is of this kind. */
    boolean begins(byte[] start) {
        return begins(start, bytes);
    }

    /** Whether a file starts with these bytes, given as characters. */
    static boolean begins(byte[] start, String bytes) {
        if (start.length < bytes.length()) return false;
        for (int i = 0; i < bytes.length(); i++) if ((start[i] & 0xff) != bytes.charAt(i)) return false;
        return true;
    }

    private static String text(byte[] start) {
        String text = new String(start, 0, Math.min(TEXT, start.length), StandardCharsets.UTF_8);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }
}

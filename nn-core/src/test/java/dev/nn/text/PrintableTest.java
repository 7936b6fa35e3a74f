package dev.nn.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void ordinaryTextStays() {
        String text = "layers.0 — größe α 重み 🙂";
        assertThat(Printable.line(text)).isEqualTo(text);
        assertThat(Printable.shortened(text, 100)).isEqualTo(text);
    }

    @Test
    void whatDoesNotPrintAsItselfIsReplaced() {
        assertThat(Printable.line("a\nb\tc\u001b[31m\u007f\u0085")).isEqualTo("a?b?c?[31m??");
        // Right-to-left override, isolate, zero-width space, byte order mark, separators of lines and paragraphs.
        assertThat(Printable.line("\u202e\u2067\u200b\ufeff\u2028\u2029")).isEqualTo("??????");
        assertThat(Printable.line("half \ud83d.")).isEqualTo("half ?.");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Printable.shortened("🙂🙂🙂", 2)).isEqualTo("🙂🙂…");
        assertThat(Printable.shortened("a".repeat(200), 3)).isEqualTo("aaa…");
    }
}

package dev.nn.examples.lesson;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML as text: elements, and what words become in them. */
final class Html {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** An option of a command, with what is set by it. */
    private static final Pattern OPTION = Pattern.compile("--set [^ ]+|(?<= )--?[a-z][^ ]*");

    /** A long line with a gap inside. */
    private static final Pattern COLUMNS = Pattern.compile("(?m)^(?=.{48})\\s*\\S.*\\S {3,}\\S");

    private Html() {}

    /** An element with its content, which is HTML already; {@code tag} may have attributes. */
    static String element(String tag, String content) {
        return "<%s>%s</%s>%n".formatted(tag, content, tag.split(" ", 2)[0]);
    }

    /** Any text. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A text whose words between backticks are code. A percent sign stays with its number. */
    static String inline(String text) {
        String held = escape(text).replaceAll("(?<=\\d) %", "\u00a0%");
        return CODE.matcher(held).replaceAll(match -> Matcher.quoteReplacement(code(match.group(1))));
    }

    /** Code in a line; {@code text} is HTML. A line doesn't end within an option: its hyphens aren't for that. */
    static String code(String text) {
        return "<code>" + OPTION.matcher(text).replaceAll("<span class=\"option\">$0</span>") + "</code>";
    }

    /**
     * Paragraphs with empty lines between them; those that begin with blanks are formulas. What stands in columns must not
     * be broken: it scrolls.
     */
    static String blocks(String text) {
        StringBuilder html = new StringBuilder();
        for (String block : text.split("\n\n", -1)) {
            if (block.isBlank()) continue;
            String tag = COLUMNS.matcher(block).find() ? "pre class=\"columns\" tabindex=\"0\"" : "pre";
            html.append(
                    block.startsWith("    ") ? element(tag, escape(block.stripIndent())) : element("p", inline(block)));
        }
        return html.toString();
    }

    /** Text that shows only when its summary is opened; {@code content} is HTML. */
    static String folded(String summary, String content) {
        return element("details", element("summary", inline(summary)) + content);
    }
}

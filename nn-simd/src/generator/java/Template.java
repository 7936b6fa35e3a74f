import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that looks like the code made from it. A line that begins with $ says what becomes of the lines below it:
 *
 * <pre>
 *   $file product/${kind}MicroKernel      here another class begins
 *   $for r in 0..rows                     the lines up to $end, for each value of a list
 *   $if relu && r > 0                     … if that is true; there may be an $else
 *   $let name = r * 8 + vectors
 *   $float e = Exponential.exp(x);        a formula, which becomes vector code: see Vectors
 * </pre>
 *
 * Elsewhere <code>${…}</code> is the value of an {@link Expression}. The end of a loop, of a choice and of a line ends what
 * {@code $let} has named in it.
 */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    private static final Pattern FOR = Pattern.compile("\\$for (\\w+) in (.*)");

    private static final Pattern LET = Pattern.compile("\\$let (\\w+) = (.*)");

    private final String name;
    private final List<String> lines;
    private final Vectors vectors;
    private final Map<String, List<String>> classes = new LinkedHashMap<>();
    private List<String> written = new ArrayList<>();

    private Template(String name, List<String> lines, Vectors vectors) {
        this.name = name;
        this.lines = lines;
        this.vectors = vectors;
    }

    /** The lines of each class that it makes. */
    static Map<String, List<String>> expand(
            String name, List<String> lines, Map<String, Object> names, Vectors vectors) {
        Template template = new Template(name, lines, vectors);
        template.expand(0, lines.size(), new HashMap<>(names));
        return template.classes;
    }

    private void expand(int from, int to, Map<String, Object> names) {
        for (int i = from; i < to; i++) {
            String line = lines.get(i), command = line.strip();
            try {
                if (command.startsWith("$for ")) {
                    Matcher loop = matched(FOR, command);
                    int end = find(i, "$end");
                    for (Object value : (List<?>) Expression.value(loop.group(2), names)) {
                        Map<String, Object> inside = new HashMap<>(names);
                        inside.put(loop.group(1), value);
                        expand(i + 1, end, inside);
                    }
                    i = end;
                } else if (command.startsWith("$if ")) {
                    int end = find(i, "$end"), other = Math.min(end, find(i, "$else"));
                    boolean yes = (boolean) Expression.value(command.substring(4), names);
                    if (yes) expand(i + 1, other, new HashMap<>(names));
                    else if (other < end) expand(other + 1, end, new HashMap<>(names));
                    i = end;
                } else if (command.startsWith("$let ")) {
                    Matcher let = matched(LET, command);
                    names.put(let.group(1), Expression.value(let.group(2), names));
                } else if (command.startsWith("$file ")) {
                    written = new ArrayList<>();
                    classes.put(filled(command.substring(6), names), written);
                } else if (command.startsWith("$float ")) {
                    String indent = line.substring(0, line.indexOf('$'));
                    String formula = filled(command.substring(1), names);
                    for (String statement : vectors.translate(formula, written)) written.add(indent + statement);
                } else if (command.startsWith("$") && !command.startsWith("${")) {
                    throw new IllegalArgumentException("an unknown command");
                } else {
                    written.add(filled(line, names));
                }
            } catch (RuntimeException e) {
                if (e instanceof Failure) throw e;
                throw new Failure("%s, line %d: %s: %s".formatted(name, i + 1, command, e.getMessage()), e);
            }
        }
    }

    /** With the line that it happened in. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static Matcher matched(Pattern pattern, String command) {
        Matcher matcher = pattern.matcher(command);
        if (!matcher.matches()) throw new IllegalArgumentException("not understood");
        return matcher;
    }

    /** The line of the $end, or the $else if it comes first, that belongs to the command in line {@code start}. */
    private int find(int start, String what) {
        int depth = 0;
        for (int i = start; i < lines.size(); i++) {
            String command = lines.get(i).strip();
            if (command.startsWith("$for ") || command.startsWith("$if ")) depth++;
            if (depth == 1 && command.equals(what)) return i;
            if (command.equals("$end") && --depth == 0) return i;
        }
        throw new IllegalArgumentException("without an $end");
    }

    private static String filled(String line, Map<String, Object> names) {
        return PLACE.matcher(line)
                .replaceAll(place -> Matcher.quoteReplacement("" + Expression.value(place.group(1), names)));
    }
}

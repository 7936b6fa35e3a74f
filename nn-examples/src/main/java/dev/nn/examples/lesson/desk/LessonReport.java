package dev.nn.examples.lesson.desk;

import dev.nn.examples.plot.Minus;
import dev.nn.examples.plot.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What a lesson has to say, in the order in which it is read: the idea, its formula, what is said and what of it is to be
 * corrected, what was measured, tables, pictures; and the same numbers by name, for programs and tests.
 *
 * <p>Formats use {@link Locale#ROOT}: the same text everywhere.
 */
public final class LessonReport {
    private final String idea;
    private final List<String> formulas = new ArrayList<>();
    private final List<String> claims = new ArrayList<>();
    private final List<String> corrections = new ArrayList<>();
    private final List<String> measured = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();
    private final List<Picture> drawings = new ArrayList<>();
    private final List<WebPage> pages = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /**
     * An empty report.
     *
     * @param idea what this lesson is about, for someone who hasn't heard of it
     */
    public LessonReport(String idea) {
        this.idea = oneLine(idea);
    }

    /** Adds a formula, as it is written in plain text. */
    public LessonReport formula(String text) {
        formulas.add(text);
        return this;
    }

    /** Adds what the slides say. */
    public LessonReport claim(String text) {
        claims.add(oneLine(text));
        return this;
    }

    /** Adds what is wrong on a slide, and what is right. */
    public LessonReport correction(String text) {
        corrections.add(oneLine(text));
        return this;
    }

    /** Adds a sentence with numbers. */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
    public LessonReport measured(String format, Object... numbers) {
        measured.add(Minus.signs(oneLine(String.format(Locale.ROOT, format, numbers))));
        return this;
    }

    /** Adds a table. */
    public LessonReport table(Table table) {
        tables.add(table);
        return this;
    }

    /** Adds a picture. */
    public LessonReport picture(Picture picture) {
        pictures.add(picture);
        return this;
    }

    /** Adds a drawing of the idea, which is shown before the pictures of what came out. */
    public LessonReport drawing(Picture drawing) {
        drawings.add(drawing);
        return this;
    }

    /** Adds a page of its own. */
    public LessonReport page(WebPage page) {
        pages.add(page);
        return this;
    }

    /** Gives a result a name; {@code result} is a number or a truth value. */
    public LessonReport value(String name, Object result) {
        values.put(name, result);
        return this;
    }

    /** Gives a list of results a name. */
    public LessonReport value(String name, double... results) {
        values.put(name, DoubleStream.of(results).boxed().toList());
        return this;
    }

    /** The number of that name; {@code name[2]} is the third of a list. */
    public double number(String name) {
        int bracket = name.indexOf('[');
        Object value = values.get(bracket < 0 ? name : name.substring(0, bracket));
        if (bracket > 0 && value instanceof List<?> list) {
            value = list.get(Integer.parseInt(name.substring(bracket + 1, name.length() - 1)));
        }
        if (value instanceof Number number) return number.doubleValue();
        throw new IllegalArgumentException("no number '%s'; known: %s".formatted(name, values.keySet()));
    }

    public String idea() {
        return idea;
    }

    public List<String> formulas() {
        return formulas;
    }

    public List<String> claims() {
        return claims;
    }

    public List<String> corrections() {
        return corrections;
    }

    public List<String> measured() {
        return measured;
    }

    public List<Table> tables() {
        return tables;
    }

    public List<Picture> pictures() {
        return pictures;
    }

    /** Drawings and pictures, in this order. */
    public List<Picture> figures() {
        return Stream.concat(drawings.stream(), pictures.stream()).toList();
    }

    public List<WebPage> pages() {
        return pages;
    }

    public Map<String, Object> values() {
        return values;
    }

    /** Text blocks in the source have line ends where the source needs them, not where the reader does. */
    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}

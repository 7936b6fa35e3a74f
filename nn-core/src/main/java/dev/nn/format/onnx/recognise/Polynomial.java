package dev.nn.format.onnx.recognise;

import dev.nn.expression.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A formula in its normal form: a sum of coefficients times products of powers of atoms, atoms being x and functions of
 * polynomials. Two formulas that are equal by the rules of arithmetic have the same one, in whatever order they are
 * written: z · (1 + erf(z/√2)) · ½ and ½z + ½z · erf(0.7071z).
 *
 * <p>Steps that are true of real numbers but not of floats are not taken: a formula whose terms cancel, or whose
 * constants are so far apart that single precision loses one beside the other, has no normal form.
 */
final class Polynomial {
    /** More terms than any activation has. */
    private static final int MOST_TERMS = 16;

    /** Characters of the longest text of a function: a few nodes that take each other twice make texts without end. */
    private static final int LONGEST = 2000;

    /** Constants beside which values of the size of 1 keep most of their digits. */
    private static final double LARGE = 100;

    private static final List<String> NEVER_NEGATIVE = List.of("sigmoid", "exp", "softplus", "abs");

    /** A formula that has no normal form. */
    static final class NoNormalForm extends Exception {
        private static final long serialVersionUID = 1;

        NoNormalForm() {
            super("no normal form", null, false, false);
        }
    }

    /** A power of an atom. */
    private record Power(Atom atom, double exponent) {}

    /** x, or a function of polynomials; its key is its whole text, and its shape the text without numbers. */
    private record Atom(String key, String shape, List<Double> numbers) {}

    /** Terms by the text of their product; the constant has the empty one. */
    private final TreeMap<String, Term> terms = new TreeMap<>();

    private record Term(double coefficient, List<Power> powers) {}

    private Polynomial() {}

    static Polynomial x() {
        Polynomial x = new Polynomial();
        x.put(new Term(1, List.of(new Power(new Atom("x", "x", List.of()), 1))));
        return x;
    }

    static Polynomial number(double value) throws NoNormalForm {
        if (!Double.isFinite(value) || Math.abs(value) > LARGE) throw new NoNormalForm();
        Polynomial number = new Polynomial();
        if (value != 0) number.put(new Term(value, List.of()));
        return number;
    }

    /** A function whose arguments may not be exchanged. */
    static Polynomial function(String name, Polynomial... arguments) throws NoNormalForm {
        StringBuilder key = new StringBuilder(name).append('(');
        StringBuilder shape = new StringBuilder(name).append('(');
        List<Double> numbers = new ArrayList<>();
        for (Polynomial argument : arguments) {
            key.append(argument.key()).append(',');
            shape.append(argument.shape(numbers)).append(',');
        }
        if (key.length() > LONGEST) throw new NoNormalForm();
        Polynomial result = new Polynomial();
        result.put(new Term(1, List.of(new Power(new Atom(key + ")", shape + ")", numbers), 1))));
        return result;
    }

    static Polynomial function(Operator operator, Polynomial argument) throws NoNormalForm {
        // Odd functions take the sign in front, even ones drop it.
        boolean odd = operator == Operator.TANH || operator == Operator.ERF, even = operator == Operator.ABS;
        if ((!odd && !even) || argument.terms.isEmpty() || argument.leading() > 0) {
            return function(operator.text(), argument);
        }
        Polynomial positive = function(operator.text(), argument.times(-1));
        return odd ? positive.times(-1) : positive;
    }

    /** The function of two polynomials in whatever order. */
    static Polynomial symmetric(String name, Polynomial a, Polynomial b) throws NoNormalForm {
        return a.key().compareTo(b.key()) <= 0 ? function(name, a, b) : function(name, b, a);
    }

    Polynomial plus(Polynomial other) throws NoNormalForm {
        Polynomial sum = new Polynomial();
        sum.terms.putAll(terms);
        for (Term term : other.terms.values()) {
            Term before = sum.terms.get(key(term.powers()));
            double coefficient = term.coefficient() + (before == null ? 0 : before.coefficient());
            boolean cancelled = coefficient == 0 && !term.powers().isEmpty();
            if (cancelled) throw new NoNormalForm();
            if (coefficient == 0) sum.terms.remove("");
            else sum.put(new Term(coefficient, term.powers()));
        }
        if (sum.terms.size() > MOST_TERMS) throw new NoNormalForm();
        return sum;
    }

    Polynomial times(double factor) throws NoNormalForm {
        return times(number(factor));
    }

    Polynomial times(Polynomial other) throws NoNormalForm {
        // 0 · x is not 0 where x is infinite.
        if (terms.isEmpty() || other.terms.isEmpty()) throw new NoNormalForm();
        Polynomial product = new Polynomial();
        for (Term a : terms.values()) {
            Polynomial part = new Polynomial();
            for (Term b : other.terms.values()) {
                part.put(new Term(a.coefficient() * b.coefficient(), product(a.powers(), b.powers())));
            }
            product = product.plus(part);
        }
        return product;
    }

    Polynomial inverse() throws NoNormalForm {
        if (terms.isEmpty()) throw new NoNormalForm();
        double leading = leading();
        Polynomial result = new Polynomial();
        if (terms.size() == 1) {
            List<Power> inverted = terms.firstEntry().getValue().powers().stream()
                    .map(power -> new Power(power.atom(), -power.exponent()))
                    .toList();
            result.put(new Term(1 / leading, inverted));
            return result;
        }
        Polynomial unit = times(1 / leading);
        Polynomial atom = function("", unit);
        Power power = atom.terms.firstEntry().getValue().powers().getFirst();
        result.put(new Term(1 / leading, List.of(new Power(power.atom(), -1))));
        return result;
    }

    /** The number that it is, or null if it is none. */
    @Nullable
    Double constant() {
        if (terms.isEmpty()) return 0.0;
        Term only = terms.firstEntry().getValue();
        return terms.size() == 1 && only.powers().isEmpty() ? (Double) only.coefficient() : null;
    }

    /** Whether it is a sum of products of functions that are never negative, as far as that is easy to see. */
    boolean isNeverNegative() {
        for (Term term : terms.values()) {
            boolean positive = term.coefficient() > 0;
            for (Power power : term.powers()) {
                String shape = power.atom().shape();
                positive &= NEVER_NEGATIVE.stream().anyMatch(name -> shape.startsWith(name + "("));
            }
            if (!positive) return false;
        }
        return true;
    }

    /** The text of its form without the numbers, which are added to a list in the order in which they stand. */
    String shape(List<Double> numbers) {
        StringBuilder text = new StringBuilder();
        for (Term term : terms.values()) {
            numbers.add(term.coefficient());
            text.append("+#");
            for (Power power : term.powers()) {
                text.append('*').append(power.atom().shape()).append('^').append(power.exponent());
                numbers.addAll(power.atom().numbers());
            }
        }
        return text.toString();
    }

    private String key() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Term> term : terms.entrySet()) {
            text.append('+').append(term.getValue().coefficient()).append(term.getKey());
        }
        return text.toString();
    }

    private double leading() {
        return terms.lastEntry().getValue().coefficient();
    }

    private void put(Term term) {
        terms.put(key(term.powers()), term);
    }

    private static String key(List<Power> powers) {
        StringBuilder text = new StringBuilder();
        for (Power power : powers)
            text.append('*').append(power.atom().key()).append('^').append(power.exponent());
        return text.toString();
    }

    private static List<Power> product(List<Power> a, List<Power> b) throws NoNormalForm {
        TreeMap<String, Power> powers = new TreeMap<>();
        for (Power power : a) powers.put(power.atom().key(), power);
        for (Power power : b) {
            Power before = powers.get(power.atom().key());
            // x / x is not 1 where x is 0.
            if (before != null && before.exponent() > 0 != power.exponent() > 0) throw new NoNormalForm();
            double exponent = power.exponent() + (before == null ? 0 : before.exponent());
            powers.put(power.atom().key(), new Power(power.atom(), exponent));
        }
        return List.copyOf(powers.values());
    }
}

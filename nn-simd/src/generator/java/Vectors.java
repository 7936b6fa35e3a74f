import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The translation of a formula for one float into the same operations on vectors, in the same order.
 *
 * <pre>
 *   float r = fma(n, -LN_2_LOW, x);                      FloatVector r = n.fma(broadcast(S, -LN_2_LOW), x);
 *   intBitsToFloat(floatToRawIntBits(y) | bits)     →    ((FloatVector) ((IntVector) y.reinterpretShape(INTS, 0))
 *                                                                .or(bits).reinterpretShape(S, 0))
 *   a >= BORDER ? large(a) : small(a)                    (both)  small.blend(large, a.compare(GE, BORDER))
 *   if (z > LIMIT) return 1;  …  return y;               y.blend(1f, z.compare(GT, LIMIT))
 * </pre>
 *
 * Functions that a formula calls are written out in its place. C2 compiles a method with a vector as parameter or result
 * into its callers most of the time, but stops where a compilation has grown to 18,000 nodes, some forty vector operations,
 * and then every vector that crosses the call becomes an object. What depends on no vector stays as it is; constants of type
 * FloatVector in place of the broadcasts are 10 % slower.
 */
final class Vectors {
    /** What an expression is on vectors; a scalar is the same in each lane. */
    private enum Kind {
        FLOATS,
        INTS,
        MASK,
        SCALAR
    }

    private record Value(String code, Kind kind) {}

    private static final Pattern DECLARED = Pattern.compile("(Float|Int)Vector (\\w+)\\b(?! *\\()");

    private static final Pattern OTHER =
            Pattern.compile("\\b(?:float|int|double|boolean|Rows)(?:\\[])? (\\w+)\\b(?! *\\()");

    private static final Pattern NAME = Pattern.compile("-?[\\w.]+");

    private final Formulas formulas;

    /** Names that stand for something in the class so far. */
    private final Set<String> taken = new HashSet<>();

    private final List<String> statements = new ArrayList<>();

    Vectors(Formulas formulas) {
        this.formulas = formulas;
    }

    /** The statements for the declaration of a float; its names are those that the method's lines so far have declared. */
    List<String> translate(String declaration, List<String> before) {
        Map<String, Value> names = new HashMap<>();
        taken.clear();
        for (String line : before) {
            // Another method.
            if (line.equals("    }")) {
                names.clear();
                taken.clear();
            }
            OTHER.matcher(line).results().forEach(found -> taken.add(found.group(1)));
            DECLARED.matcher(line).results().forEach(found -> {
                Kind kind = found.group(1).equals("Int") ? Kind.INTS : Kind.FLOATS;
                names.put(found.group(2), new Value(found.group(2), kind));
                taken.add(found.group(2));
            });
        }
        statements.clear();
        String declared = declaration.substring("float ".length(), declaration.indexOf(" ="));
        if (!taken.add(declared)) throw new IllegalArgumentException(declared + " is declared already");
        ClassTree type = (ClassTree) Formulas.parse("class Line { void line() { %s } }".formatted(declaration))
                .getTypeDecls()
                .getFirst();
        MethodTree line = (MethodTree) type.getMembers().getFirst();
        VariableTree variable = (VariableTree) line.getBody().getStatements().getFirst();
        Value value = new Scope("", names).value(variable.getInitializer());
        statements.add("FloatVector %s = %s;".formatted(declared, value.code()));
        return List.copyOf(statements);
    }

    /** A function that is being written out: what its names stand for. */
    private final class Scope {
        private final String owner;
        private final Map<String, Value> names;

        /** Where the function has returned early: in which lanes, and what. */
        private final List<IfTree> guards = new ArrayList<>();

        private Value result;

        Scope(String owner, Map<String, Value> names) {
            this.owner = owner;
            this.names = names;
        }

        void add(StatementTree statement) {
            switch (statement) {
                case VariableTree variable -> declare(variable);
                case ExpressionStatementTree line
                when line.getExpression() instanceof AssignmentTree next -> {
                    String name = next.getVariable().toString();
                    names.put(name, named(name, value(next.getExpression())));
                }
                case IfTree guard -> guards.add(guard);
                case ReturnTree end -> result = guarded(value(end.getExpression()));
                default -> throw new IllegalArgumentException("no vectors for " + statement);
            }
        }

        private void declare(VariableTree variable) {
            boolean floats = variable.getType().toString().equals("float");
            Value value = value(variable.getInitializer());
            if (value.kind() != Kind.SCALAR && floats != (value.kind() == Kind.FLOATS)) {
                throw new IllegalArgumentException("a conversion without a cast in " + variable);
            }
            names.put(variable.getName().toString(), named(variable.getName().toString(), value));
        }

        /** The limits are blended in at the end, the first of them last, because it comes before the others. */
        private Value guarded(Value value) {
            for (IfTree guard : guards.reversed()) {
                StatementTree then = guard.getThenStatement();
                if (then instanceof BlockTree block)
                    then = block.getStatements().getFirst();
                Value early = value(((ReturnTree) then).getExpression());
                value = blend(vector(value), early, value(guard.getCondition()));
            }
            return value;
        }

        private Value value(ExpressionTree tree) {
            return switch (tree) {
                case ParenthesizedTree inner -> value(inner.getExpression());
                case LiteralTree literal -> new Value(literal(literal.getValue()), Kind.SCALAR);
                case IdentifierTree name -> name(name.getName().toString());
                case MemberSelectTree constant -> new Value(constant.toString(), Kind.SCALAR);
                case UnaryTree unary -> unary(unary.getKind(), value(unary.getExpression()));
                case BinaryTree binary ->
                    binary(binary.getKind(), value(binary.getLeftOperand()), value(binary.getRightOperand()));
                case ConditionalExpressionTree choice -> choice(choice);
                case TypeCastTree cast -> toFloats(value(cast.getExpression()));
                case MethodInvocationTree call -> call(call);
                default -> throw new IllegalArgumentException("no vectors for " + tree);
            };
        }

        private Value name(String name) {
            Value value = names.get(name);
            if (value != null) return value;
            return new Value(owner.isEmpty() ? name : formulas.owner(owner, name) + "." + name, Kind.SCALAR);
        }

        private Value choice(ConditionalExpressionTree choice) {
            Value condition = value(choice.getCondition());
            Value yes = value(choice.getTrueExpression()), no = value(choice.getFalseExpression());
            return blend(vector(no), yes, condition);
        }

        private Value call(MethodInvocationTree call) {
            List<Value> arguments = new ArrayList<>();
            for (ExpressionTree argument : call.getArguments()) arguments.add(value(argument));
            String type = owner, name = call.getMethodSelect().toString();
            if (call.getMethodSelect() instanceof MemberSelectTree select) {
                type = select.getExpression().toString();
                name = select.getIdentifier().toString();
            } else if (!owner.isEmpty()) {
                type = formulas.owner(owner, name);
            }
            Formulas.Function function = formulas.function(type, name);
            return function == null ? operation(name, arguments) : written(function, arguments);
        }

        /** A function written out here. */
        private Value written(Formulas.Function function, List<Value> arguments) {
            Map<String, Value> inside = new HashMap<>();
            for (int i = 0; i < arguments.size(); i++) {
                String parameter =
                        function.method().getParameters().get(i).getName().toString();
                inside.put(parameter, named(parameter, arguments.get(i)));
            }
            Scope scope = new Scope(function.owner(), inside);
            for (StatementTree each : function.method().getBody().getStatements()) scope.add(each);
            return scope.result;
        }
    }

    /** The value under a name of its own, unless it has one or is the same in all lanes. */
    private Value named(String wanted, Value value) {
        if (value.kind() == Kind.SCALAR || value.kind() == Kind.MASK) return value;
        if (NAME.matcher(value.code()).matches()) return value;
        String name = wanted;
        for (int i = 2; !taken.add(name); i++) name = wanted + i;
        statements.add(
                "%s %s = %s;".formatted(value.kind() == Kind.INTS ? "IntVector" : "FloatVector", name, value.code()));
        return new Value(name, value.kind());
    }

    private static String literal(Object value) {
        return value instanceof Float f ? f + "f" : "" + value;
    }

    private static Value unary(Tree.Kind kind, Value value) {
        if (value.kind() == Kind.SCALAR)
            return new Value((kind == Tree.Kind.UNARY_MINUS ? "-" : "~") + operand(value), Kind.SCALAR);
        return switch (kind) {
            case UNARY_MINUS -> new Value(value.code() + ".neg()", value.kind());
            case BITWISE_COMPLEMENT -> new Value(value.code() + ".lanewise(NOT)", value.kind());
            default -> throw new IllegalArgumentException("no vectors for " + kind);
        };
    }

    private static Value binary(Tree.Kind kind, Value left, Value right) {
        if (left.kind() == Kind.SCALAR && right.kind() == Kind.SCALAR) return scalars(kind, left, right);
        boolean turned = left.kind() == Kind.SCALAR;
        Value first = turned ? right : left, second = turned ? left : right;
        Kind result = first.kind();
        String operand = scalar(second, result);
        return switch (kind) {
            case PLUS -> new Value(first.code() + ".add(" + operand + ")", result);
            case MULTIPLY -> new Value(first.code() + ".mul(" + operand + ")", result);
            case MINUS -> new Value(spread(left, result) + ".sub(" + scalar(right, result) + ")", result);
            case DIVIDE -> new Value(spread(left, result) + ".div(" + scalar(right, result) + ")", result);
            case AND -> new Value(first.code() + ".and(" + operand + ")", result);
            case OR -> new Value(first.code() + ".or(" + operand + ")", result);
            case LEFT_SHIFT -> new Value(first.code() + ".lanewise(LSHL, " + operand + ")", result);
            case RIGHT_SHIFT -> new Value(first.code() + ".lanewise(ASHR, " + operand + ")", result);
            case LESS_THAN -> compare(turned ? "GT" : "LT", first, operand);
            case GREATER_THAN -> compare(turned ? "LT" : "GT", first, operand);
            case LESS_THAN_EQUAL -> compare(turned ? "GE" : "LE", first, operand);
            case GREATER_THAN_EQUAL -> compare(turned ? "LE" : "GE", first, operand);
            case EQUAL_TO -> compare("EQ", first, operand);
            default -> throw new IllegalArgumentException("no vectors for " + kind);
        };
    }

    private static Value scalars(Tree.Kind kind, Value left, Value right) {
        String operator = switch (kind) {
            case PLUS -> "+";
            case MINUS -> "-";
            case MULTIPLY -> "*";
            case DIVIDE -> "/";
            default -> throw new IllegalArgumentException("no constant for " + kind);
        };
        return new Value(operand(left) + " " + operator + " " + operand(right), Kind.SCALAR);
    }

    private static Value compare(String operator, Value first, String second) {
        return new Value(first.code() + ".compare(" + operator + ", " + second + ")", Kind.MASK);
    }

    private static Value blend(Value otherwise, Value value, Value condition) {
        String code = "%s.blend(%s, %s)".formatted(otherwise.code(), scalar(value, Kind.FLOATS), condition.code());
        return new Value(code, otherwise.kind());
    }

    private static Value toFloats(Value value) {
        if (value.kind() == Kind.SCALAR) return value;
        return new Value("((FloatVector) " + value.code() + ".convertShape(I2F, S, 0))", Kind.FLOATS);
    }

    /** What a call of a method of {@code Math} or {@code Float} is on vectors. */
    private static Value operation(String name, List<Value> arguments) {
        Value first = arguments.getFirst();
        return switch (name) {
            case "fma" -> fma(first, arguments.get(1), arguments.get(2));
            case "abs" -> new Value(first.code() + ".abs()", first.kind());
            case "min", "max" -> {
                boolean turned = first.kind() == Kind.SCALAR;
                Value vector = turned ? arguments.get(1) : first, other = turned ? first : arguments.get(1);
                yield new Value("%s.%s(%s)".formatted(vector.code(), name, other.code()), vector.kind());
            }
            case "floatToRawIntBits" ->
                new Value("((IntVector) " + first.code() + ".reinterpretShape(INTS, 0))", Kind.INTS);
            case "intBitsToFloat" ->
                new Value("((FloatVector) " + first.code() + ".reinterpretShape(S, 0))", Kind.FLOATS);
            default -> throw new IllegalArgumentException("no vectors for the method " + name);
        };
    }

    /** As vectors have it for two vectors or two scalars. */
    private static Value fma(Value a, Value b, Value c) {
        if (a.kind() == Kind.SCALAR) return fma(b, a, c);
        boolean scalars = b.kind() == Kind.SCALAR && c.kind() == Kind.SCALAR;
        String arguments = scalars
                ? scalar(b, Kind.FLOATS) + ", " + scalar(c, Kind.FLOATS)
                : spread(b, Kind.FLOATS) + ", " + spread(c, Kind.FLOATS);
        return new Value("%s.fma(%s)".formatted(a.code(), arguments), Kind.FLOATS);
    }

    /** As an operand beside vectors of a kind; a whole number beside floats becomes one. */
    private static String scalar(Value value, Kind kind) {
        boolean whole = value.code().matches("-?\\d+");
        return kind == Kind.FLOATS && whole ? value.code() + "f" : value.code();
    }

    /** As a vector. */
    private static String spread(Value value, Kind kind) {
        if (value.kind() != Kind.SCALAR) return value.code();
        return kind == Kind.INTS
                ? "IntVector.broadcast(INTS, " + value.code() + ")"
                : "broadcast(S, " + scalar(value, kind) + ")";
    }

    private static Value vector(Value value) {
        return new Value(spread(value, Kind.FLOATS), Kind.FLOATS);
    }

    /** As an operand beside scalars. */
    private static String operand(Value value) {
        return NAME.matcher(value.code()).matches() ? value.code() : "(" + value.code() + ")";
    }
}

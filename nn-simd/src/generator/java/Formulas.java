import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The functions of {@code dev.nn.simd.formula}, read from their sources by the parser of the Java compiler. */
final class Formulas {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** What the class of an activation's formula is called after the activation. */
    private static final String FORMULA = "Formula";

    /**
     * An activation that has a formula.
     *
     * @param parameters what its methods take besides z or y: components of the activation's record
     */
    record Activation(String name, List<String> parameters) {
        /** The name of a variable of its type. */
        String variable() {
            return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        }

        /** The same in a pattern that may do without. */
        String variableIfRead() {
            return parameters.isEmpty() ? "" : " " + variable();
        }

        /** Its components as first arguments, and as last ones. */
        String readFirst() {
            return parameters.stream().map(p -> variable() + "." + p + "(), ").collect(Collectors.joining());
        }

        String readLast() {
            return parameters.stream()
                    .map(p -> ", " + variable() + "." + p + "()")
                    .collect(Collectors.joining());
        }

        /** In front of the other parameters of a loop. */
        String declared() {
            return parameters.stream().map(p -> "float " + p + ", ").collect(Collectors.joining());
        }

        /** Behind the argument of the formula. */
        String passed() {
            return parameters.stream().map(p -> ", " + p).collect(Collectors.joining());
        }
    }

    /** A method and the class that it stands in. */
    record Function(String owner, MethodTree method) {}

    /** By class and name, {@code Exponential.exp}. */
    private final Map<String, Function> functions = new HashMap<>();

    /** By the class that uses it and the name that it uses: the class that has it. */
    private final Map<String, String> owners = new HashMap<>();

    private final List<Activation> activations = new ArrayList<>();

    private Formulas() {}

    static Formulas read(Path directory) throws IOException {
        Formulas formulas = new Formulas();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> sources = files.filter(file -> !file.endsWith("package-info.java"))
                    .sorted()
                    .toList();
            for (Path source : sources) formulas.add(parse(Files.readString(source)));
        }
        return formulas;
    }

    /** The tree of a source. */
    static CompilationUnitTree parse(String source) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Formula.java"), Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        try {
            return ((JavacTask) COMPILER.getTask(null, null, null, null, null, List.of(file)))
                    .parse()
                    .iterator()
                    .next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(CompilationUnitTree unit) {
        ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
        String name = type.getSimpleName().toString();
        for (ImportTree each : unit.getImports()) {
            if (!each.isStatic()) continue;
            MemberSelectTree imported = (MemberSelectTree) each.getQualifiedIdentifier();
            String owner = imported.getExpression().toString();
            owners.put(name + "." + imported.getIdentifier(), owner.substring(owner.lastIndexOf('.') + 1));
        }
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field) owners.put(name + "." + field.getName(), name);
            if (!(member instanceof MethodTree method) || method.getReturnType() == null) continue;
            owners.put(name + "." + method.getName(), name);
            functions.put(name + "." + method.getName(), new Function(name, method));
        }
        Function value = functions.get(name + ".value");
        if (value == null || !functions.containsKey(name + ".slope")) return;
        List<String> parameters = value.method().getParameters().stream()
                .skip(1)
                .map(parameter -> parameter.getName().toString())
                .toList();
        activations.add(new Activation(name.substring(0, name.length() - FORMULA.length()), parameters));
    }

    List<Activation> activations() {
        return activations;
    }

    /** The class that has what {@code user} calls by this name alone. */
    String owner(String user, String name) {
        String owner = owners.get(user + "." + name);
        if (owner == null) throw new IllegalArgumentException("what is %s in %s?".formatted(name, user));
        return owner;
    }

    /** A function by its class and name, or null. */
    Function function(String owner, String name) {
        return functions.get(owner + "." + name);
    }
}

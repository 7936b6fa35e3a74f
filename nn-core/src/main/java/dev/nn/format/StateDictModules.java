package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules of a {@code state_dict} as it is met: wrapped for compilation or several devices ({@code module.},
 * {@code model.}, {@code _orig_mod.}), with weights that are normalised or pruned, with tensors under a second name, and
 * with counters and tensors of no values, which say nothing.
 */
final class StateDictModules {
    /** What wraps a module at any depth: DataParallel, torch.compile, FullyShardedDataParallel, checkpointing. */
    private static final Set<String> WRAPPERS =
            Set.of("module", "_orig_mod", "_fsdp_wrapped_module", "_checkpoint_wrapped_module");

    /** What trainers call the network in front of all names. */
    private static final String MODEL = "model";

    /** Counters of batch normalisation and of averaged models. */
    private static final Set<String> COUNTERS = Set.of(StateLayer.BATCHES, "n_averaged");

    /** A parameter of a module, and which of the tensors that make it. */
    private static final Pattern PARAMETER =
            Pattern.compile("(?:(?<module>.*)\\.)?(?:parametrizations\\.(?<parametrized>weight|bias)(?<piece>\\..+)"
                    + "|(?<parameter>weight|bias|running_mean|running_var)(?<part>|_g|_v|_u|_orig|_mask))");

    private final SafetensorsFile file;
    private final Map<String, StateModule> modules = new LinkedHashMap<>();
    private final List<TensorInfo> others = new ArrayList<>();

    /** The tensors with the numbers of batches, by their module. */
    private final Map<String, String> counters = new LinkedHashMap<>();

    private final boolean hasAliases;

    StateDictModules(SafetensorsFile file) {
        this.file = file;
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        for (TensorInfo tensor : file.tensors()) {
            String kind = tensor.name().substring(tensor.name().lastIndexOf('.') + 1);
            // A tensor of no values can't be part of a layer.
            if (!COUNTERS.contains(kind) && tensor.count() > 0) tensors.put(tensor.name(), tensor);
            if (kind.equals(StateLayer.BATCHES)) counters.put(unwrapped(module(tensor.name())), tensor.name());
        }
        int stored = tensors.size();
        addAliases(tensors);
        hasAliases = tensors.size() > stored;
        collect(unwrapped(tensors));
    }

    /** Tensors that were saved once but have two names: the usual writer keeps the other names in the metadata. */
    private void addAliases(Map<String, TensorInfo> tensors) {
        Map<String, TensorInfo> stored = Map.copyOf(tensors);
        file.metadata().forEach((name, other) -> {
            TensorInfo tensor = stored.get(other);
            if (tensor != null) tensors.putIfAbsent(name, tensor);
        });
    }

    /** The tensors without the wrappers in their names, unless two would have the same name then. */
    private static Map<String, TensorInfo> unwrapped(Map<String, TensorInfo> tensors) {
        Map<String, TensorInfo> unwrapped = new LinkedHashMap<>();
        for (Map.Entry<String, TensorInfo> tensor : tensors.entrySet()) {
            if (unwrapped.putIfAbsent(unwrapped(tensor.getKey()), tensor.getValue()) != null) return tensors;
        }
        return unwrapped;
    }

    private static String unwrapped(String name) {
        List<String> path = new ArrayList<>();
        for (String part : name.split("\\.", -1)) {
            if (!WRAPPERS.contains(part) && !(path.isEmpty() && part.equals(MODEL))) path.add(part);
        }
        return String.join(".", path);
    }

    private void collect(Map<String, TensorInfo> tensors) {
        Map<String, Map<String, Map<String, TensorInfo>>> parameters = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            Matcher match = PARAMETER.matcher(name);
            if (!match.matches()) {
                others.add(tensor);
                return;
            }
            String module = match.group("module") == null ? "" : match.group("module");
            boolean plain = match.group("parameter") != null;
            parameters
                    .computeIfAbsent(module, key -> new TreeMap<>())
                    .computeIfAbsent(match.group(plain ? "parameter" : "parametrized"), key -> new LinkedHashMap<>())
                    .put(match.group(plain ? "part" : "piece"), tensor);
        });
        parameters.forEach((name, parts) -> {
            Map<String, StoredParameter> stored = new TreeMap<>();
            parts.forEach((kind, tensorsOfOne) -> {
                StoredParameter parameter = StoredParameter.of(tensorsOfOne);
                if (parameter != null) stored.put(kind, parameter);
            });
            if (stored.keySet().equals(parts.keySet()) && isModule(stored)) {
                modules.put(name, new StateModule(name, stored, counters.get(name)));
            } else {
                parts.values().forEach(tensorsOfOne -> others.addAll(tensorsOfOne.values()));
            }
        });
    }

    /** Whether parameters are those of a module that can be a layer, by the shape of its weight. */
    private static boolean isModule(Map<String, StoredParameter> stored) {
        boolean remembers = stored.containsKey(StateLayer.MEAN);
        if (remembers != stored.containsKey(StateLayer.VARIANCE)) return false;
        StoredParameter weight = stored.get(StateLayer.WEIGHT), bias = stored.get(StateLayer.BIAS);
        if (weight == null) return remembers;
        int dimensions = weight.tensor().shape().size();
        if (remembers) return dimensions == 1;
        if (dimensions == 2 || dimensions == 4) return true;
        // Layer normalisation has as many summands as factors.
        return bias != null && bias.tensor().shape().equals(weight.tensor().shape());
    }

    /**
     * All modules, in the order of the file.
     *
     * @throws DataFormatException if there is any tensor that belongs to none
     */
    List<StateModule> all() throws DataFormatException {
        if (others.isEmpty()) return List.copyOf(modules.values());
        TensorInfo other = Collections.min(others, Comparator.comparingLong(TensorInfo::offset));
        throw new DataFormatException(
                file.name(),
                "a tensor that no layer has",
                other.offset(),
                "name.weight, out × in, and name.bias",
                other + wayOut(other.name()));
    }

    private String wayOut(String tensor) {
        if (tensor.contains("parametrizations.") || tensor.matches(".*(weight|bias)_[a-z]+")) {
            return ", of a parametrization that isn't known here: in Python, before saving,"
                    + " torch.nn.utils.parametrize.remove_parametrizations(module, 'weight')";
        }
        return "";
    }

    private static String module(String tensor) {
        return tensor.substring(0, Math.max(0, tensor.lastIndexOf('.')));
    }

    /**
     * The module of a name, with or without its wrappers.
     *
     * @throws DataFormatException if there is none
     */
    StateModule named(String name) throws DataFormatException {
        StateModule module = modules.get(name);
        if (module == null) module = modules.get(unwrapped(name));
        if (module != null) return module;
        // Either it isn't there, which names what is, or it is of another shape.
        TensorInfo weight = file.tensor(StateDict.tensor(name, StateLayer.WEIGHT));
        throw new DataFormatException(
                file.name(), "tensor '%s'".formatted(weight.name()), weight.offset(), "out × in", weight.toString());
    }

    /** Whether a module remembers batches. */
    boolean hasBatchNorm() {
        return modules.values().stream().anyMatch(module -> module.parameters().containsKey(StateLayer.MEAN));
    }

    /** Whether the order in the file is that of the Python class, as far as it tells: not sorted, nothing named twice. */
    boolean isInOrder() {
        Set<String> weights = new HashSet<>();
        for (StateModule module : modules.values()) {
            weights.add(module.first().tensor().name());
        }
        List<String> inFile = file.tensors().stream()
                .map(TensorInfo::name)
                .filter(weights::contains)
                .toList();
        return !hasAliases && !inFile.stream().sorted().toList().equals(inFile);
    }
}

package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.network.BatchNorm;
import dev.nn.network.Dense;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The search for which module of a {@code state_dict} is which layer of a network.
 *
 * <p>A file says nothing of the order in which modules are used. Shapes tell it where they differ. Of modules of one
 * shape the names tell it if they differ in nothing but numbers. Otherwise it is the order in the file, which is that of
 * the Python class, unless the file is sorted by name, as the usual writer does: then nothing tells it.
 */
final class ModuleOrder {
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final SafetensorsFile file;
    private final StateDictModules found;

    ModuleOrder(SafetensorsFile file) {
        this.file = file;
        this.found = new StateDictModules(file);
    }

    /**
     * The modules in the order of the network's layers.
     *
     * @throws DataFormatException if the file has other shapes or other tensors, or nothing tells the order
     */
    List<StateModule> modules(Network network) throws DataFormatException {
        Map<String, List<StateModule>> byShape = new LinkedHashMap<>();
        for (StateModule module : found.all()) {
            byShape.computeIfAbsent(module.shape(), shape -> new ArrayList<>()).add(module);
        }
        List<String> wanted =
                StateLayer.of(network).stream().map(StateLayer::shape).toList();
        for (String shape :
                Stream.concat(byShape.keySet().stream(), wanted.stream()).toList()) {
            int layersOfShape = (int) wanted.stream().filter(shape::equals).count();
            List<StateModule> same = byShape.getOrDefault(shape, List.of());
            if (same.size() > layersOfShape) removeSame(same, layersOfShape);
            if (same.size() != layersOfShape) throw otherLayers(network);
            if (same.size() > 1) sort(same);
        }
        return wanted.stream()
                .map(shape -> byShape.getOrDefault(shape, List.of()).removeFirst())
                .toList();
    }

    /** Leaves out modules that have the parameters of another, as one that is a member of the class twice does. */
    private void removeSame(List<StateModule> modules, int count) throws DataFormatException {
        // Those first whose names fit least to the others'.
        List<StateModule> candidates = new ArrayList<>(modules);
        candidates.sort(Comparator.comparingLong(module -> modules.stream()
                .filter(other -> stem(other.name()).equals(stem(module.name())))
                .count()));
        for (StateModule candidate : candidates) {
            if (modules.size() == count) return;
            for (StateModule other : modules) {
                if (other.name().equals(candidate.name()) || !candidate.isSame(other, file)) continue;
                modules.remove(candidate);
                break;
            }
        }
    }

    /** Puts modules of one shape in the order of their use. */
    private void sort(List<StateModule> same) throws DataFormatException {
        if (same.stream().map(module -> stem(module.name())).distinct().count() == 1) {
            same.sort(Comparator.comparing(module -> sortable(module.name())));
        } else if (!found.isInOrder()) {
            String names =
                    same.stream().map(module -> "'" + module.name() + "'").collect(Collectors.joining(", "));
            throw wrong(
                    "order of layers",
                    file.tensors().getFirst().offset(),
                    "numbers in their names, or their names as an argument of load",
                    names + ", all of shape " + same.getFirst().shape());
        }
    }

    /** The name without its numbers. */
    private static String stem(String name) {
        return NUMBER.matcher(name).replaceAll("#");
    }

    /** The name with its numbers padded to one length, so that 10 comes after 9. */
    private static String sortable(String name) {
        return NUMBER.matcher(name)
                .replaceAll(number -> "0".repeat(Math.max(0, 20 - number.group().length())) + number.group());
    }

    private DataFormatException otherLayers(Network network) {
        List<StateLayer> layers = StateLayer.of(network);
        boolean dense = layers.stream().allMatch(layer -> layer.layer() instanceof Dense);
        String expected = layers.stream().map(ModuleOrder::expected).collect(Collectors.joining(", "));
        String wayOut = found.hasBatchNorm() && layers.stream().noneMatch(layer -> layer.layer() instanceof BatchNorm)
                ? ", of batch normalisation: add batchNorm() where it stands, or export the network as ONNX"
                : "";
        return wrong(
                "other layers than the network's",
                0,
                dense ? expected + " (out × in)" : expected,
                file.describe() + wayOut);
    }

    private static String expected(StateLayer layer) {
        String weight = "weight " + Arrays.toString(layer.tensors().getFirst().shape());
        return layer.layer() instanceof BatchNorm ? weight + " with running_mean" : weight;
    }

    private DataFormatException wrong(String problem, long offset, String expected, String found) {
        return new DataFormatException(file.name(), problem, offset, expected, found);
    }
}

package dev.nn.network;

import dev.nn.data.DataFormatException;
import dev.nn.safetensors.SafetensorsFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The search for which {@code torch.nn.Linear} of a {@code state_dict} is which dense layer of a network.
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
     * The modules in the order of the network's dense layers.
     *
     * @throws DataFormatException if the file has other shapes or other tensors, or nothing tells the order
     */
    List<LinearModule> modules(Network network) throws DataFormatException {
        Map<String, List<LinearModule>> byShape = new LinkedHashMap<>();
        for (LinearModule module : found.all()) {
            byShape.computeIfAbsent(module.shape(), shape -> new ArrayList<>()).add(module);
        }
        List<String> wanted = StateDict.dense(network).stream()
                .map(layer -> LinearModule.shape(layer.in(), layer.out()))
                .toList();
        for (String shape :
                Stream.concat(byShape.keySet().stream(), wanted.stream()).toList()) {
            int layersOfShape = (int) wanted.stream().filter(shape::equals).count();
            List<LinearModule> same = byShape.getOrDefault(shape, List.of());
            if (same.size() > layersOfShape) removeSame(same, layersOfShape);
            if (same.size() != layersOfShape) throw otherLayers(network);
            if (same.size() > 1) sort(same);
        }
        return wanted.stream()
                .map(shape -> byShape.getOrDefault(shape, List.of()).removeFirst())
                .toList();
    }

    /** Leaves out modules that have the parameters of another, as one that is a member of the class twice does. */
    private void removeSame(List<LinearModule> modules, int count) throws DataFormatException {
        // Those first whose names fit least to the others'.
        List<LinearModule> candidates = new ArrayList<>(modules);
        candidates.sort(Comparator.comparingLong(module -> modules.stream()
                .filter(other -> stem(other.name()).equals(stem(module.name())))
                .count()));
        for (LinearModule candidate : candidates) {
            if (modules.size() == count) return;
            for (LinearModule other : modules) {
                if (other.name().equals(candidate.name()) || !candidate.isSame(other, file)) continue;
                modules.remove(candidate);
                break;
            }
        }
    }

    /** Puts modules of one shape in the order of their use. */
    private void sort(List<LinearModule> same) throws DataFormatException {
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
        String expected = StateDict.dense(network).stream()
                .map(layer -> "weight [%d, %d]".formatted(layer.out(), layer.in()))
                .collect(Collectors.joining(", "));
        return wrong("other layers than the network's", 0, expected + " (out × in)", file.describe());
    }

    private DataFormatException wrong(String problem, long offset, String expected, String found) {
        return new DataFormatException(file.name(), problem, offset, expected, found);
    }
}

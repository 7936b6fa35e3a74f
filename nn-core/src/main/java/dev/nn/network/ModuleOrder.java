package dev.nn.network;

import dev.nn.data.DataFormatException;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.TensorInfo;
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
    private final List<Module> modules = new ArrayList<>();

    /** A weight matrix, out × in, by the name that comes before {@code .weight}. */
    private record Module(String name, long in, long out) {
        static String shape(long in, long out) {
            return in + "→" + out;
        }

        String shape() {
            return shape(in, out);
        }
    }

    /**
     * @throws DataFormatException if there is any tensor that isn't the weight or bias of a linear module
     */
    ModuleOrder(SafetensorsFile file) throws DataFormatException {
        this.file = file;
        for (TensorInfo tensor : file.tensors()) {
            String name = tensor.name(), kind = name.substring(name.lastIndexOf('.') + 1);
            String module = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
            if (kind.equals(StateDict.WEIGHT) && tensor.shape().size() == 2) {
                modules.add(
                        new Module(module, tensor.shape().get(1), tensor.shape().get(0)));
            } else if (!kind.equals(StateDict.BIAS) || !file.has(StateDict.tensor(module, StateDict.WEIGHT))) {
                throw wrong(
                        "a tensor that no dense layer has",
                        tensor.offset(),
                        "name.weight, out × in, and name.bias",
                        tensor.toString());
            }
        }
    }

    /**
     * The names of the modules in the order of the network's dense layers.
     *
     * @throws DataFormatException if the file has other shapes, or nothing tells the order
     */
    List<String> modules(Network network) throws DataFormatException {
        List<Dense> layers = StateDict.dense(network);
        Map<String, List<Module>> byShape = new LinkedHashMap<>();
        for (Module module : modules) {
            byShape.computeIfAbsent(module.shape(), shape -> new ArrayList<>()).add(module);
        }
        List<String> wanted = layers.stream()
                .map(layer -> Module.shape(layer.in(), layer.out()))
                .toList();
        for (String shape :
                Stream.concat(byShape.keySet().stream(), wanted.stream()).toList()) {
            long layersOfShape = wanted.stream().filter(shape::equals).count();
            List<Module> same = byShape.getOrDefault(shape, List.of());
            if (layersOfShape != same.size()) throw otherLayers(network);
            if (same.size() > 1) sort(same);
        }
        return wanted.stream()
                .map(shape ->
                        byShape.getOrDefault(shape, List.of()).removeFirst().name())
                .toList();
    }

    /** Puts modules of one shape in the order of their use. */
    private void sort(List<Module> same) throws DataFormatException {
        if (same.stream().map(module -> stem(module.name())).distinct().count() == 1) {
            same.sort(Comparator.comparing(module -> sortable(module.name())));
        } else if (modules.stream().map(Module::name).sorted().toList().equals(names())) {
            String names =
                    same.stream().map(module -> "'" + module.name() + "'").collect(Collectors.joining(", "));
            throw wrong(
                    "order of layers",
                    file.tensors().getFirst().offset(),
                    "numbers in their names, or their names as an argument of load",
                    names + ", all of shape " + same.getFirst().shape());
        }
    }

    private List<String> names() {
        return modules.stream().map(Module::name).toList();
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

package dev.nn.network;

import dev.nn.data.DataFormatException;
import dev.nn.safetensors.SafetensorsFile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@code torch.nn.Linear} of a {@code state_dict}.
 *
 * @param name the path of the module, without what only wraps modules
 * @param weight out × in
 * @param bias of each output; null for none
 */
record LinearModule(
        String name, StoredParameter weight, @Nullable StoredParameter bias) {
    static String shape(long in, long out) {
        return in + "→" + out;
    }

    /** Inputs and outputs as text. */
    String shape() {
        return shape(weight.tensor().shape().get(1), weight.tensor().shape().get(0));
    }

    /** Whether it is another name for the same parameters, or for equal ones. */
    boolean isSame(LinearModule other, SafetensorsFile file) throws DataFormatException {
        if (!shape().equals(other.shape()) || (bias == null) != (other.bias == null)) return false;
        if (!Arrays.equals(weight.values(file), other.weight.values(file))) return false;
        return bias == null || other.bias == null || Arrays.equals(bias.values(file), other.bias.values(file));
    }
}

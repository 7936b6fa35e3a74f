package dev.nn.kernel;

import dev.nn.activation.Activation;

/**
 * A dense layer of sixteen networks, for {@link LaneKernels}.
 *
 * @param places where a network's own W and b are in its parameters; their values don't matter here
 * @param activation act
 * @param parameters those of all networks: {@code parameters[16·p + m]} is at place p in network m
 * @param gradient where dW and db go, in the same places
 */
public record LaneLayer(Affine places, Activation activation, float[] parameters, float[] gradient) {}

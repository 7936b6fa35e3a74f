/**
 * The safetensors container: named tensors and text in one file. It knows nothing of networks; {@link dev.nn.format}
 * does.
 */
@NullMarked
package dev.nn.safetensors;

import org.jspecify.annotations.NullMarked;

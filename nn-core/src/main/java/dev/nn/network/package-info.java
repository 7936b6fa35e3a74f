/** Networks: layers, their parameters, and the passes that run them forward and backward. */
@NullMarked
package dev.nn.network;

import org.jspecify.annotations.NullMarked;

/** Several networks at work side by side, a network in each lane of the vectors. */
@NullMarked
package dev.nn.lane;

import org.jspecify.annotations.NullMarked;

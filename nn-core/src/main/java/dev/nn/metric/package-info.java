/** How good a trained network is: accuracy, the confusion matrix, the area under the curve, R². */
@NullMarked
package dev.nn.metric;

import org.jspecify.annotations.NullMarked;

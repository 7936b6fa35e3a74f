/**
 * What the kernels must know of the JVM that runs them: the width of its vectors, whether its compilers have done their work,
 * what they leave undone, and how much is allocated. Knows no other package of this module.
 */
@NullMarked
package dev.nn.simd.jvm;

import org.jspecify.annotations.NullMarked;

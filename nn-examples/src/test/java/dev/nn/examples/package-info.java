/** Tests of the {@code nn} command, run as a user would: arguments in; exit code, lines and files out. */
@NullMarked
package dev.nn.examples;

import org.jspecify.annotations.NullMarked;

/** The {@code nn} command and what its subcommands share: error lines, files, the report on this machine. */
@NullMarked
package dev.nn.examples;

import org.jspecify.annotations.NullMarked;

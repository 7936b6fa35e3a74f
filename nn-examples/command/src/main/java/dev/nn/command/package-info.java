/** How the commands of nn speak: options that several have, error lines, JSON files, the machine that they run on. */
@NullMarked
package dev.nn.command;

import org.jspecify.annotations.NullMarked;

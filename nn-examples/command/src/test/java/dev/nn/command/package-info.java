@NullMarked
package dev.nn.command;

import org.jspecify.annotations.NullMarked;

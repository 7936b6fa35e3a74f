@NullMarked
package dev.nn.bench.report;

import org.jspecify.annotations.NullMarked;

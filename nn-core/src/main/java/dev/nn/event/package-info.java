/** What this library tells the JDK's Flight Recorder, where there is one that records. */
@NullMarked
package dev.nn.event;

import org.jspecify.annotations.NullMarked;

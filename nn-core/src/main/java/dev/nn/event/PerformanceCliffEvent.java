package dev.nn.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A circumstance that makes the library slow. */
@Name("nn.PerformanceCliff")
@Label("Performance Cliff")
@Category("nn")
@Description("A circumstance that makes computation several times slower, with the same results")
final class PerformanceCliffEvent extends Event {
    @Label("Cliff")
    String cliff = "";

    @Label("Message")
    String message = "";

    static void commit(String cliff, String message) {
        PerformanceCliffEvent event = new PerformanceCliffEvent();
        event.cliff = cliff;
        event.message = message;
        event.commit();
    }
}

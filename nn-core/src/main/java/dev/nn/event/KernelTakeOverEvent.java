package dev.nn.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** Fast kernels have taken over from plain ones. */
@Name("nn.KernelTakeOver")
@Label("Kernel Take-Over")
@Category("nn")
@Description("Fast kernels that have taken over from plain ones, with the same bits")
final class KernelTakeOverEvent extends Event {
    @Label("From")
    String from = "";

    @Label("To")
    String to = "";

    @Label("Preparation")
    @Timespan
    long preparation;

    static void commit(String from, String to, long preparationNanos) {
        KernelTakeOverEvent event = new KernelTakeOverEvent();
        event.from = from;
        event.to = to;
        event.preparation = preparationNanos;
        event.commit();
    }
}

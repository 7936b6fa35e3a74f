package dev.nn.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Slower kernels are used, because faster ones can't be. */
@Name("nn.KernelFallback")
@Label("Kernel Fallback")
@Category("nn")
@Description("Faster kernels that can't be used here, and why")
final class KernelFallbackEvent extends Event {
    @Label("Kernels")
    String kernels = "";

    @Label("Passed Over")
    String passedOver = "";

    @Label("Reason")
    String reason = "";

    static void commit(String kernels, String passedOver, String reason) {
        KernelFallbackEvent event = new KernelFallbackEvent();
        event.kernels = kernels;
        event.passedOver = passedOver;
        event.reason = reason;
        event.commit();
    }
}

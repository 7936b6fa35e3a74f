package dev.nn.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Kernels have been chosen for a network. */
@Name("nn.KernelChoice")
@Label("Kernel Choice")
@Category("nn")
@Description("Kernels that have been chosen for a network")
final class KernelChoiceEvent extends Event {
    @Label("Kernels")
    String kernels = "";

    static void commit(String kernels) {
        KernelChoiceEvent event = new KernelChoiceEvent();
        event.kernels = kernels;
        event.commit();
    }
}

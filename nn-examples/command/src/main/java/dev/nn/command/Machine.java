package dev.nn.command;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a measurement ran on: the Java, the operating system and the processor.
 *
 * @param jdk version
 * @param vendor of the JDK
 * @param vm name of the virtual machine
 * @param os name of the operating system
 * @param arch of the processor, as Java calls it
 * @param cpu the processor
 * @param processors that this JVM may use
 * @param maxHeap bytes that the heap may grow to
 */
public record Machine(
        String jdk, String vendor, String vm, String os, String arch, Cpu cpu, int processors, long maxHeap) {

    /** This one. */
    public static Machine here() {
        return new Machine(
                Runtime.version().toString(),
                System.getProperty("java.vendor"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Cpu.here(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
    }

    /** The fields of a JSON report. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("jdk", jdk);
        json.put("vendor", vendor);
        json.put("vm", vm);
        json.put("os", os);
        json.put("arch", arch);
        json.put("cpu", cpu.model());
        json.put("cpuNumbers", cpu.numbers());
        json.put("cpuFeatures", cpu.features());
        json.put("processors", processors);
        json.put("maxHeapBytes", maxHeap);
        return json;
    }
}

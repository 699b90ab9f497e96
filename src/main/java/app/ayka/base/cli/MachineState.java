package app.ayka.base.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a measurement has to be read against: processors, the load before it began and memory. */
record MachineState(String system, String java, int cores, double load1m, long memoryMb, long freeMemoryMb) {

    static MachineState now() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new MachineState(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.version"),
                machine.getAvailableProcessors(),
                machine.getSystemLoadAverage(),
                machine.getTotalMemorySize() >> 20,
                machine.getFreeMemorySize() >> 20);
    }

    Map<String, Object> asMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("system", system);
        map.put("java", java);
        map.put("cores", cores);
        map.put("load_1m", load1m);
        map.put("memory_mb", memoryMb);
        map.put("memory_free_mb", freeMemoryMb);
        return map;
    }
}

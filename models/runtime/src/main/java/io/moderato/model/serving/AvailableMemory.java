package io.moderato.model.serving;

import com.sun.management.OperatingSystemMXBean;
import io.moderato.model.ModelException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory that a model may use.
 *
 * @param heapBytes the bytes that are free in the Java heap, into which weights are read
 * @param physicalBytes the bytes that are free in the machine or its container, where the engine keeps a loaded model
 */
public record AvailableMemory(long heapBytes, long physicalBytes) {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    /** The memory that is free now. */
    public static AvailableMemory now() {
        Runtime runtime = Runtime.getRuntime();
        return new AvailableMemory(runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory(), physical());
    }

    /**
     * Refuses a model that does not fit.
     *
     * @throws ModelException if memory is short; the message names the file, the memory that it needs and the memory that is free
     */
    public void check(Path file, long neededHeap, long neededPhysical) {
        if (neededHeap > heapBytes) {
            throw new ModelException(
                    file,
                    "is too large for the Java heap: %s needed, %s free; give more with MODERATO_JAVA_OPTS=-Xmx%dm"
                            .formatted(size(neededHeap), size(heapBytes), (neededHeap + (256L << 20)) / (1 << 20) + 1));
        }
        if (neededPhysical > physicalBytes) {
            throw new ModelException(
                    file,
                    "is too large for this machine: %s of memory needed, %s free"
                            .formatted(size(neededPhysical), size(physicalBytes)));
        }
    }

    /** The number of bytes in words, in megabytes. */
    private static String size(long bytes) {
        return "%,d MB".formatted(Math.ceilDiv(bytes, 1 << 20));
    }

    /**
     * The free memory of the machine or its container. On Linux, caches count as available; the count of free pages would leave them out. A
     * container's limit may be lower.
     */
    private static long physical() {
        long free = Long.MAX_VALUE;
        long total = Long.MAX_VALUE;
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            free = system.getFreeMemorySize();
            total = system.getTotalMemorySize();
        }
        try {
            for (String line : Files.readAllLines(MEMINFO)) {
                if (line.startsWith("MemAvailable:")) {
                    free = Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException | NumberFormatException e) {
            return free;
        }
        return Math.min(free, total);
    }
}

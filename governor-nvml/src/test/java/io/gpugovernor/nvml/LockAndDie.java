package io.gpugovernor.nvml;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;

/** A process of its own: locks every GPU of the library it is given, and dies without a word. */
final class LockAndDie {
    private LockAndDie() {}

    /** @param args the library's path and a clock in MHz */
    public static void main(String[] args) throws NvmlException {
        NvmlNode node = NvmlNode.open(Optional.of(args[0]), Duration.ofSeconds(10));
        NvmlActuator actuator = new NvmlActuator(
                node.gpus(),
                new ClockWriter(node.session().library()),
                ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15),
                LockRange.Shape.RANGE,
                Duration.ofSeconds(10));
        actuator.lock(new Megahertz(Integer.parseInt(args[1])));
        Runtime.getRuntime().halt(137);
    }
}

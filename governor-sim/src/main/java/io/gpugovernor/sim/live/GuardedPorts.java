package io.gpugovernor.sim.live;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.port.ClockActuator;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.replay.TwinPorts;

/** A twin's GPUs for any thread to read and to set. */
record GuardedPorts(TwinPorts ports, Presently presently) {
    GpuSensor sensor() {
        GpuSensor sensor = ports.sensor();
        return () -> presently.look(sensor::read);
    }

    ClockActuator actuator() {
        return new ClockActuator() {
            @Override
            public Actuation lock(Megahertz clock) {
                return presently.look(() -> ports.lock(clock));
            }

            @Override
            public Actuation release() {
                return presently.look(ports::release);
            }
        };
    }
}

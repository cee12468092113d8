package io.gpugovernor.daemon.node;

import io.gpugovernor.core.forecast.Calibration;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.GpuSelection;
import io.gpugovernor.daemon.config.Mode;
import io.gpugovernor.daemon.memory.Hardware;
import io.gpugovernor.sim.gpu.HardwareProfile;
import java.util.List;
import java.util.Set;

/** Gives every domain simulated GPUs of one hardware profile. */
public final class SimulatedFleet implements Fleet {
    private final HardwareProfile hardware;
    private final TimeSource time;
    private Mode mode;
    private Mode before;

    public SimulatedFleet(HardwareProfile hardware, Mode mode, TimeSource time) {
        this.hardware = hardware;
        this.mode = mode;
        this.before = mode;
        this.time = time;
    }

    @Override
    public void reassign(Mode next, List<DomainConfig> all, Set<String> staying) {
        before = mode;
        mode = next;
    }

    @Override
    public void undo() {
        mode = before;
    }

    @Override
    public DomainGpus assign(DomainConfig domain) {
        if (domain.gpus() instanceof GpuSelection.Listed listed && listed.gpus().size() != hardware.gpus()) {
            throw new IllegalArgumentException("domain " + domain.name() + " names "
                    + listed.gpus().size() + " GPUs, but " + hardware.name() + " simulates " + hardware.gpus()
                    + "; choose a profile of that size or write gpus: auto");
        }
        StandInGpus gpus = new StandInGpus(hardware, time);
        Steering steering = mode == Mode.ENFORCE ? Steering.enforcing(gpus) : Steering.observing();
        return new DomainGpus(
                hardware.clocks(),
                gpus,
                steering,
                gpus::under,
                () -> hardware,
                Calibration.Prior.MEASURED,
                new Hardware("simulated " + hardware.name(), "none", () -> hardware.gpus() + " GPUs"));
    }
}

package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.live.CannotListenException;
import io.gpugovernor.sim.live.CompletionServer;
import io.gpugovernor.sim.live.ServedTwin;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.replay.SimulatedGpus;
import java.net.URI;
import java.util.Optional;

/** A twin behind an OpenAI-compatible server on loopback. */
public final class SimulatedEngine implements AutoCloseable {
    private final HardwareProfile hardware;
    private final SystemTime time;
    private final ServedTwin twin;
    private final CompletionServer server;

    /**
     * @param hardware name of a shipped profile
     * @param speed simulated seconds in a real second
     */
    public SimulatedEngine(String hardware, double speed, long seed) throws CannotListenException {
        this.hardware = HardwareProfiles.load(hardware);
        this.time = new SystemTime(speed);
        this.twin = new ServedTwin(this.hardware, SwitchTiming.DEFAULT, seed, time, speed, SystemTime.calendar());
        this.server = CompletionServer.start("127.0.0.1", 0, twin, "twin");
    }

    HardwareProfile hardware() {
        return hardware;
    }

    SystemTime time() {
        return time;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    NodeGpus gpus() {
        return new NodeGpus(
                new SensorGauge(twin.sensor()),
                SimulatedGpus.of(hardware),
                hardware.clocks().steps(),
                Optional.of(twin.actuator()));
    }

    @Override
    public void close() {
        server.close();
        twin.close();
    }
}

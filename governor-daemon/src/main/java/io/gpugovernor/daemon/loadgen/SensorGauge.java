package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.sim.sweep.TestbedException;
import java.util.List;
import java.util.function.Supplier;

/** GPUs behind a sensor. */
public final class SensorGauge implements Gauge {
    private final GpuSensor sensor;
    private final Supplier<List<Reading<Joules>>> counters;

    /** @param sensor its energy counters are up to date, as simulated ones are */
    public SensorGauge(GpuSensor sensor) {
        this(sensor, () -> sensor.read().stream().map(GpuReading::energy).toList());
    }

    /** @param counters asks every GPU's energy counter now */
    public SensorGauge(GpuSensor sensor, Supplier<List<Reading<Joules>>> counters) {
        this.sensor = sensor;
        this.counters = counters;
    }

    @Override
    public List<GpuReading> read() {
        return sensor.read();
    }

    @Override
    public Joules energy() {
        Joules sum = Joules.ZERO;
        for (Reading<Joules> counter : counters.get()) {
            if (counter instanceof Reading.Absent<Joules> absent) {
                throw new TestbedException("energy cannot be measured: " + absent.reason());
            }
            sum = sum.plus(((Reading.Present<Joules>) counter).value());
        }
        return sum;
    }
}

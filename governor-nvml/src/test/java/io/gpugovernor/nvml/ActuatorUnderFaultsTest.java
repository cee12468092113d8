package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Megahertz;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two domains of four GPUs, locked and released at random while faults come and go. */
@Timeout(120)
class ActuatorUnderFaultsTest {
    private static final Duration PLENTY = Duration.ofSeconds(10);
    private static final ClockTable H100 = ClockTable.evenly(new Megahertz(345), new Megahertz(1980), 15);
    private static final List<String> FAULTS = List.of(
            "no-permission=1",
            "fail.nvmlDeviceSetGpuLockedClocks=999",
            "fail.nvmlDeviceSetGpuLockedClocks=15",
            "fail.nvmlDeviceResetGpuLockedClocks=10",
            "fail.nvmlDeviceGetMigMode=27",
            "mig=1",
            "not-honoured=1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void leavesNoLockBehindWhateverFails(long seed) {
        Random random = new Random(seed);
        NvmlDouble gpus = NvmlDouble.in(folder).with("gpus=8");
        try (NvmlNode node = gpus.open()) {
            List<NvmlActuator> domains =
                    IntStream.of(0, 4).mapToObj(first -> actuator(node, first)).toList();
            for (int step = 0; step < 100; step++) {
                String fault = "gpu" + random.nextInt(8) + "." + FAULTS.get(random.nextInt(FAULTS.size()));
                if (random.nextInt(3) == 0) {
                    gpus.with("gpus=8", fault);
                } else if (random.nextInt(3) == 0) {
                    gpus.with("gpus=8");
                }
                int which = random.nextInt(2);
                Megahertz clock = H100.steps().get(random.nextInt(H100.steps().size()));
                NvmlActuator domain = domains.get(which);
                Actuation actuation = random.nextInt(4) == 0 ? domain.release() : domain.lock(clock);
                check(gpus, domain, which * 4, actuation, "seed " + seed + ", step " + step);
            }
            gpus.with("gpus=8");
            domains.forEach(domain -> assertThat(domain.release()).isNotInstanceOf(Actuation.Failed.class));
            assertThat(IntStream.range(0, 8).mapToObj(gpus::lockOn)).containsOnly(Optional.empty());
        }
    }

    /** All of a domain at one clock or none that it does not answer for. */
    private static void check(NvmlDouble gpus, NvmlActuator domain, int first, Actuation actuation, String where) {
        List<Optional<String>> locks =
                IntStream.range(first, first + 4).mapToObj(gpus::lockOn).toList();
        if (actuation instanceof Actuation.Accepted) {
            assertThat(locks).as(where).containsOnly(locks.get(0));
        }
        long locked = locks.stream().filter(Optional::isPresent).count();
        assertThat((long) domain.held().size()).as(where).isGreaterThanOrEqualTo(locked);
    }

    private static NvmlActuator actuator(NvmlNode node, int first) {
        return new NvmlActuator(
                node.gpus().subList(first, first + 4),
                new ClockWriter(node.session().library()),
                H100,
                LockRange.Shape.RANGE,
                PLENTY);
    }
}

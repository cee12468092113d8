package io.gpugovernor.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.RecordingActuator;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.guard.Clamp;
import io.gpugovernor.core.policy.guard.SwitchCap;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GovernorUnderGarbageTest {
    private static final ClockTable CLOCKS = Models.TABLE;

    /** Every kind of telemetry an engine can send, in random order; a failure names its seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverFailsNorAsksForAClockTheGpuDoesNotList(long seed) {
        Random random = new Random(seed);
        Situations scene = new Situations();
        RecordingActuator gpus = new RecordingActuator();
        Telemetry[] next = {new Telemetry.Unavailable("not started")};
        Governor governor = new Governor(
                new PolicyDomain("chat", CLOCKS, Models.SLO, Duration.ofSeconds(3)),
                () -> next[0],
                List::of,
                Steering.enforcing(gpus),
                policy(),
                decision -> {});
        for (int tick = 0; tick < 3000; tick++) {
            EngineSnapshot honest = scene.anything(random).snapshot();
            Moment now = scene.engine().now();
            next[0] = telemetry(random, honest, now);
            gpus.refuse(random.nextInt(50) == 0);
            Decision decision = governor.tick(now);
            assertThat(decision.setpoint().stream()).allMatch(CLOCKS::contains);
            assertThat(decision.setpoint().isPresent())
                    .isEqualTo(
                            decision.state() == GovernorState.GOVERNING || decision.state() == GovernorState.HOLDING);
            if (decision.actuation() instanceof Actuation.Failed) {
                assertThat(decision.setpoint()).isEmpty();
            }
        }
        assertThat(gpus.locked()).isNotEmpty().allMatch(CLOCKS::contains);
    }

    private static Policy policy() {
        Policy priced = Models.priced();
        return new SwitchCap(new Clamp(priced, new Megahertz(500), new Megahertz(1800)), 240, Duration.ZERO);
    }

    private static Telemetry telemetry(Random random, EngineSnapshot honest, Moment now) {
        return switch (random.nextInt(40)) {
            case 0 -> new Telemetry.Unavailable("connection refused");
            case 1 -> new Telemetry.Available(garbage(random, now));
            case 2 -> new Telemetry.Available(garbage(random, new Moment(random.nextLong(1L << 50))));
            default -> new Telemetry.Available(honest);
        };
    }

    private static EngineSnapshot garbage(Random random, Moment at) {
        return new EngineSnapshot(
                at,
                count(random),
                count(random),
                count(random),
                count(random),
                count(random),
                count(random),
                new Ratio(random.nextDouble()),
                histogram(random),
                histogram(random),
                histogram(random),
                histogram(random),
                histogram(random));
    }

    /** Any count, of any magnitude that a page of metrics can state without losing digits. */
    private static long count(Random random) {
        return random.nextLong(1L << (1 + random.nextInt(53)));
    }

    private static Histogram histogram(Random random) {
        int size = random.nextInt(4);
        double[] bounds = new double[size];
        long[] counts = new long[size];
        long sum = 0;
        for (int i = 0; i < size; i++) {
            bounds[i] = i + random.nextDouble();
            sum += count(random) / 8;
            counts[i] = sum;
        }
        double magnitude = Math.pow(10, 40 * random.nextDouble() - 20);
        return Histogram.of(bounds, counts, sum + count(random) / 8, (random.nextDouble() - 0.2) * magnitude);
    }
}

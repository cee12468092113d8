package io.gpugovernor.sim.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.telemetry.Workload;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.RequestState;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.twin.Insight;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a loop sees by scraping at a period, held against what the simulated engine knows of itself. */
class ScrapedTruthTest {
    private static final HardwareProfile HARDWARE = HardwareProfiles.load("h100-llama-8b");

    @ParameterizedTest
    @ValueSource(ints = {20, 100, 250, 1000})
    void debtIsExactAndSoAreTheTimesToFirstTokenAndJoiningIsKnownByOrder(int milliseconds) {
        Duration period = Duration.ofMillis(milliseconds);
        SplittableRandom random = new SplittableRandom(milliseconds);
        Twin twin = new Twin(HARDWARE, SwitchTiming.DEFAULT, random.split(), ended -> {});
        Insight truth = twin.insight();
        Workload workload = Workload.UNKNOWN;
        EngineSnapshot before = twin.snapshot();
        long firstTokens = 0;
        double sum = 0;
        int debts = 0;
        int inside = 0;
        for (int tick = 0; tick < 60_000 / milliseconds; tick++) {
            Moment end = twin.now().plus(period);
            submit(twin, random, end);
            twin.advanceTo(end);
            EngineSnapshot seen = twin.snapshot();
            Window window = Window.between(before, seen).orElseThrow();
            workload = workload.after(window, seen);
            List<RequestState> owed = Stream.concat(truth.running().stream(), truth.waiting().stream())
                    .filter(request -> request.firstToken().isEmpty())
                    .toList();
            assertThat(workload.debt().count()).as("tick %d", tick).isEqualTo(owed.size());
            for (int i = 0; i < owed.size(); i++) {
                // Known to within the window in which it came, and nearly always to within what its order in it leaves
                // open.
                Moment joined = workload.debt().joinedAfter(i);
                double off = Durations.seconds(owed.get(i).arrival().since(joined));
                double longest = Durations.seconds(period) + 1e-6;
                assertThat(off).as("tick %d, debt %d", tick, i).isBetween(-longest, longest);
                debts++;
                inside +=
                        off >= -1e-6 && off <= Durations.seconds(workload.debt().joinedWithin(i)) + 1e-6 ? 1 : 0;
            }
            firstTokens += window.firstTokens();
            sum += window.ttft().sum();
            before = seen;
        }
        assertThat(firstTokens).isGreaterThan(100);
        assertThat(inside).isGreaterThan(debts * 9 / 10);
        assertThat(sum)
                .as("every time to first token, once")
                .isCloseTo(before.ttft().sum(), within(1e-6));
    }

    /** About four requests a second, now and then at a lower clock, so that debts pile up. */
    private static void submit(Twin twin, SplittableRandom random, Moment until) {
        if (random.nextInt(20) == 0) {
            twin.lock(HARDWARE.clocks().floor(new Megahertz(345 + random.nextInt(1600))));
        }
        double expected = 4 * Durations.seconds(until.since(twin.now()));
        List<Moment> arrivals = new ArrayList<>();
        for (double left = expected; left > 0; left -= 1) {
            if (random.nextDouble() < left) {
                arrivals.add(twin.now().plus(Duration.ofNanos((long)
                        (random.nextDouble() * until.since(twin.now()).toNanos()))));
            }
        }
        arrivals.stream().sorted((a, b) -> Long.compare(a.nanos(), b.nanos())).forEach(arrival -> {
            twin.advanceTo(arrival);
            twin.submit(200 + random.nextInt(6000), 1 + random.nextInt(200));
        });
    }
}

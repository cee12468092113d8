package io.gpugovernor.sim.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.engine.MetricsPage;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.profile.HardwareProfiles;
import io.gpugovernor.sim.trace.Request;
import io.gpugovernor.sim.trace.Trace;
import io.gpugovernor.sim.trace.WorkloadPreset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTwinTest {
    private static final HardwareProfile HARDWARE = HardwareProfiles.load("h100-llama-70b-tp8");
    private static final Trace CONVERSATION =
            WorkloadPreset.CONVERSATION.generator().generate(Duration.ofMinutes(1), 5);
    private static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    private static final Duration TICK = Duration.ofMillis(100);

    private final HandMovedTime time = new HandMovedTime();

    @Test
    void givesTheSameTextForTheSameSeedAndSteps() {
        LiveTwin one = twin(CONVERSATION, SLO);
        LiveTwin other = twin(CONVERSATION, SLO);

        for (int i = 0; i < 100; i++) {
            time.pass(TICK);
            assertThat(one.metrics()).isEqualTo(other.metrics());
        }
        assertThat(MetricsPage.parse(one.metrics()).sum("vllm:request_success_total"))
                .isPositive();
    }

    @Test
    void doesNotCareHowOftenItIsLookedAt() {
        LiveTwin often = twin(CONVERSATION, SLO);
        LiveTwin once = twin(CONVERSATION, SLO);

        for (int i = 0; i < 600; i++) {
            time.pass(TICK);
            often.advance();
        }
        assertThat(once.metrics()).isEqualTo(often.metrics());
        assertThat(once.account().energy().value())
                .isCloseTo(often.account().energy().value(), within(1e-3));
    }

    @Test
    void submitsRequestsWhenTheirTimeComesAndStartsTheTraceAgain() {
        LiveTwin twin = twin(trace(0.5, 1.5, 2.5), SLO);

        assertThat(twin.account().arrived()).isZero();
        time.pass(Duration.ofMillis(499));
        assertThat(twin.account().arrived()).isZero();
        time.pass(Duration.ofMillis(1));
        assertThat(twin.account().arrived()).isEqualTo(1);
        time.pass(Duration.ofSeconds(10));
        assertThat(twin.account().arrived()).isEqualTo(11);
    }

    @Test
    void doesNotRepeatATraceOfOneRequest() {
        LiveTwin twin = twin(trace(0.5), SLO);

        time.pass(Duration.ofMinutes(1));
        assertThat(twin.account().arrived()).isEqualTo(1);
        assertThat(twin.account().service().ended()).isEqualTo(1);
    }

    @Test
    void owesInItsTextWhatTheArrivalsAndTheEndedRequestsLeave() {
        // A request of one token ends with its first one: what arrived and has not ended is owed a token.
        List<Request> requests = IntStream.range(0, 200)
                .mapToObj(i -> new Request(Duration.ofMillis(i * 30L), 3000, 1))
                .toList();
        LiveTwin twin = twin(new Trace("single tokens", requests), SLO);
        double most = 0;
        for (int i = 0; i < 300; i++) {
            time.pass(Duration.ofMillis(17));
            double debt = MetricsPage.parse(twin.metrics()).firstTokenDebt();
            SimulatedAccount account = twin.account();
            assertThat(debt).isEqualTo(account.arrived() - account.service().ended());
            most = Math.max(most, debt);
        }
        assertThat(most).isGreaterThan(1);
    }

    @Test
    void savesNothingWhileNobodyTouchesTheClock() {
        LiveTwin twin = twin(CONVERSATION, SLO);

        time.pass(Duration.ofSeconds(30));

        SimulatedAccount account = twin.account();
        assertThat(account.energy().value()).isPositive();
        assertThat(account.saved()).isEqualTo(Joules.ZERO);
        assertThat(account.service()).isEqualTo(account.serviceAtMaximum());
    }

    @Test
    void knowsWhatALowerClockSavedAndWhatItCostInLatency() {
        Slo tight = Slo.of(Duration.ofMillis(150), Duration.ofMillis(25), new Ratio(0.99));
        LiveTwin untouched = twin(CONVERSATION, tight);
        LiveTwin lowered = twin(CONVERSATION, tight);
        lowered.actuator().lock(new Megahertz(1200));

        for (int i = 0; i < 600; i++) {
            time.pass(TICK);
            untouched.advance();
            lowered.advance();
        }

        SimulatedAccount account = lowered.account();
        assertThat(account.energyAtMaximum()).isEqualTo(untouched.account().energy());
        assertThat(account.serviceAtMaximum()).isEqualTo(untouched.account().service());
        assertThat(account.saved()).isEqualTo(account.energyAtMaximum().minus(account.energy()));
        assertThat(account.saved().value()).isPositive();
        assertThat(account.service().missed())
                .isGreaterThan(account.serviceAtMaximum().missed());
    }

    @Test
    void readsTheClockThatWasAskedForAfterCallAndTransition() {
        LiveTwin twin = twin(trace(100), SLO);
        twin.actuator().lock(new Megahertz(900));

        time.pass(Duration.ofMillis(29));
        assertThat(clocks(twin)).containsOnly(HARDWARE.clocks().max());
        time.pass(Duration.ofMillis(1));
        assertThat(clocks(twin)).hasSize(8).containsOnly(new Megahertz(900));

        twin.actuator().release();
        time.pass(Duration.ofMillis(30));
        assertThat(clocks(twin)).containsOnly(HARDWARE.clocks().max());
    }

    @Test
    void metersInItsGpusTheEnergyOfItsBooks() {
        LiveTwin twin = twin(CONVERSATION, SLO);
        time.pass(Duration.ofSeconds(20));

        double metered = 0;
        for (GpuReading gpu : twin.sensor().read()) {
            metered += ((Reading.Present<Joules>) gpu.energy()).value().value();
        }
        assertThat(metered).isCloseTo(twin.account().energy().value(), within(1e-6));
    }

    @Test
    void judgesEveryRequestByWhatItWasPromised() {
        Slo hopeless = new Slo(Optional.of(Duration.ofNanos(1)), Optional.empty(), new Ratio(0.9));
        Slo generous = Slo.of(Duration.ofMinutes(1), Duration.ofMinutes(1), new Ratio(0.9));
        LiveTwin missing = twin(CONVERSATION, hopeless);
        LiveTwin keeping = twin(CONVERSATION, generous);

        time.pass(Duration.ofMinutes(1));

        Service missed = missing.account().service();
        assertThat(missed.ended()).isPositive();
        assertThat(missed.missed()).isEqualTo(missed.ended()).isEqualTo(missed.late());
        assertThat(missed.slow()).isZero();
        assertThat(missed.attainment()).isEqualTo(Ratio.ZERO);
        Service kept = keeping.account().service();
        assertThat(kept.ended()).isEqualTo(missed.ended());
        assertThat(kept.attainment()).isEqualTo(Ratio.ONE);
    }

    @Test
    void skipsWhatALongPauseLeavesBeyondTheLimitAndSaysSo() {
        LiveTwin twin = twin(CONVERSATION, SLO);

        time.pass(Duration.ofHours(1));
        SimulatedAccount account = twin.account();
        assertThat(account.elapsed()).isEqualTo(LiveTwin.LONGEST_CATCH_UP);
        assertThat(account.skipped()).isEqualTo(Duration.ofMinutes(58));

        time.pass(Duration.ofSeconds(1));
        assertThat(twin.account().elapsed()).isEqualTo(LiveTwin.LONGEST_CATCH_UP.plusSeconds(1));
        assertThat(twin.account().skipped()).isEqualTo(Duration.ofMinutes(58));
    }

    @Test
    void staysWhereItIsIfTimeRunsBackwards() {
        LiveTwin twin = twin(CONVERSATION, SLO);
        time.pass(Duration.ofSeconds(10));
        String before = twin.metrics();
        SimulatedAccount accountBefore = twin.account();

        time.pass(Duration.ofSeconds(-5));

        assertThat(twin.metrics()).isEqualTo(before);
        assertThat(twin.account()).isEqualTo(accountBefore);
    }

    @Test
    void turnsRequestsAwayWhenTheQueueIsFull() {
        List<Request> flood = IntStream.range(0, 1000)
                .mapToObj(i -> new Request(Duration.ofNanos(i * 500_000L), 4000, 500))
                .toList();
        LiveTwin twin = twin(new Trace("flood", flood), SLO);

        time.pass(Duration.ofSeconds(15));

        SimulatedAccount account = twin.account();
        assertThat(account.turnedAway()).isPositive();
        MetricsPage page = MetricsPage.parse(twin.metrics());
        assertThat(page.sum("vllm:num_requests_waiting")).isEqualTo(LiveTwin.LONGEST_QUEUE);
    }

    @Test
    void refusesATraceTooDenseToSimulate() {
        List<Request> dense = IntStream.range(0, 10)
                .mapToObj(i -> new Request(Duration.ofNanos(i), 1, 1))
                .toList();

        assertThatThrownBy(() -> twin(new Trace("dense", dense), SLO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dense")
                .hasMessageContaining("lower rate");
    }

    @Test
    void bearsManyThreadsAtOnce() throws Exception {
        LiveTwin twin = twin(CONVERSATION, SLO);
        LiveTwin alone = twin(CONVERSATION, SLO);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(() -> lookAndPass(twin));
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(twin.metrics()).isEqualTo(alone.metrics());
    }

    private Void lookAndPass(LiveTwin twin) {
        double last = 0;
        for (int i = 0; i < 200; i++) {
            time.pass(Duration.ofMillis(50));
            double tokens = MetricsPage.parse(twin.metrics()).sum("vllm:generation_tokens_total");
            assertThat(tokens).isGreaterThanOrEqualTo(last);
            last = tokens;
            assertThat(twin.sensor().read()).hasSize(8);
            twin.actuator().release();
        }
        return null;
    }

    private LiveTwin twin(Trace trace, Slo slo) {
        LiveScenario scenario = new LiveScenario(HARDWARE, trace, slo, SwitchTiming.DEFAULT, 42);
        return new LiveTwin(scenario, time, Instant.EPOCH);
    }

    private static Trace trace(double... arrivals) {
        List<Request> requests = new ArrayList<>();
        for (double arrival : arrivals) {
            requests.add(new Request(Duration.ofMillis(Math.round(arrival * 1000)), 100, 10));
        }
        return new Trace("by hand", requests);
    }

    private static List<Megahertz> clocks(LiveTwin twin) {
        return twin.sensor().read().stream()
                .map(gpu -> ((Reading.Present<Megahertz>) gpu.appliedClock()).value())
                .toList();
    }
}

package io.gpugovernor.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.given.Models;
import io.gpugovernor.core.given.Situations;
import io.gpugovernor.core.telemetry.Observation;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final double TARGET = 0.1;
    /** Seconds of a decode step at maximum, and at a slow clock. */
    private static final double STEP = 0.02;

    private static final double SLOW = 0.03;
    /** Seconds by which a prompt token holds up decodes at maximum, and at a slow clock. */
    private static final double DELAY = 2e-5;

    private static final double SLOW_DELAY = 4e-5;
    private static final int PLACES = Models.h100().maxSequences();

    @Test
    void isNothingInABatchThatMaximumCanBear() {
        assertThat(misses(running(PLACES / 2), 5, STEP)).isLessThan(1e-6);
    }

    @Test
    void chargesASlowClockForABatchThatIsLostAtAny() {
        Overload lost = of(running(PLACES / 2), 5, TARGET);
        assertThat(lost.misses(SLOW_DELAY, 1.5 * TARGET)).isGreaterThan(0.1);
        assertThat(lost.misses(DELAY, TARGET)).isZero();
    }

    @Test
    void chargesASlowClockMoreTheFullerTheBatchIs() {
        double some = misses(running(PLACES - 60), 20, STEP);
        double few = misses(running(PLACES - 20), 20, STEP);
        double none = misses(running(PLACES), 20, STEP);
        assertThat(few).isGreaterThan(10 * some);
        assertThat(none).isGreaterThan(few).isGreaterThan(0.1);
    }

    @Test
    void chargesMoreTheLessMaximumCouldMakeUpFor() {
        assertThat(misses(running(PLACES), 30, STEP)).isGreaterThan(2 * misses(running(PLACES), 5, STEP));
    }

    @Test
    void expectsABatchToFillThatGrowsAtAnyClock() {
        Observation seen = running(PLACES - 100);
        assertThat(misses(seen, 90, STEP)).isGreaterThan(1000 * misses(seen, 30, STEP));
    }

    @Test
    void knowsOfNoPlacesWhereNobodyToldOrMoreWereTaken() {
        Observation full = running(PLACES);
        EngineModel assumed = Models.h100().stretchedTo(Models.LADDER.highest());
        assertThat(new Overload(flow(full, 20), full, assumed, Models.CADENCE, DELAY, STEP, TARGET)
                        .misses(SLOW_DELAY, SLOW))
                .isZero();
        assertThat(misses(running(PLACES + 1), 20, STEP)).isZero();
    }

    @Test
    void isNothingWhereNobodyComes() {
        assertThat(misses(running(PLACES), 0, STEP)).isZero();
    }

    private static double misses(Observation seen, double arrivals, double step) {
        return of(seen, arrivals, step).misses(SLOW_DELAY, SLOW * step / STEP);
    }

    private static Overload of(Observation seen, double arrivals, double step) {
        return new Overload(flow(seen, arrivals), seen, Models.h100(), Models.CADENCE, DELAY, step, TARGET);
    }

    private static BatchFlow flow(Observation seen, double arrivals) {
        return new BatchFlow(seen.snapshot().running(), arrivals, 200, 300);
    }

    private static Observation running(int requests) {
        Situations scene = new Situations();
        for (int i = 0; i < requests; i++) {
            scene.engine().arrive(1).firstToken(500, 0.1);
        }
        return scene.tick();
    }
}

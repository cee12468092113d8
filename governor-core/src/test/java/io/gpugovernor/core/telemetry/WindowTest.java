package io.gpugovernor.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.given.ScriptedEngine;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final Duration TICK = Duration.ofMillis(100);

    private final ScriptedEngine engine = new ScriptedEngine();

    @Test
    void holdsWhatHappenedBetweenTwoSnapshots() {
        engine.serve(500, 100).arrive(3);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).arrive(2).firstToken(1000, 0.3).firstToken(200, 0.2).end(1000, 50, 0.02);
        Window window = Window.between(earlier, engine.snapshot()).orElseThrow();

        assertThat(window.length()).isEqualTo(TICK);
        assertThat(window.arrivals()).isEqualTo(2);
        assertThat(window.firstTokens()).isEqualTo(2);
        assertThat(window.finished()).isEqualTo(1);
        assertThat(window.promptTokens()).isEqualTo(1200);
        assertThat(window.generationTokens()).isEqualTo(51);
        assertThat(window.ttft().sum()).isEqualTo(0.5, within(1e-12));
        assertThat(window.promptLengths().mean()).isEqualTo(1000);
        assertThat(window.outputLengths().mean()).isEqualTo(50);
        assertThat(window.tbt().count()).isEqualTo(1);
    }

    @Test
    void isEmptyWhereNothingHappened() {
        engine.serve(500, 100);
        EngineSnapshot earlier = engine.snapshot();
        Window window = Window.between(earlier, engine.passes(TICK).snapshot()).orElseThrow();
        assertThat(window.arrivals() + window.firstTokens() + window.finished() + window.generationTokens())
                .isZero();
        assertThat(window.ttft().count()).isZero();
    }

    @Test
    void doesNotExistAcrossARestartOfTheEngine() {
        engine.serve(500, 100);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).restart();
        assertThat(Window.between(earlier, engine.snapshot())).isEmpty();
    }

    @Test
    void doesNotExistWhereTheRestartedEngineHasDoneMoreAlready() {
        engine.serve(500, 100);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).restart();
        engine.arrive(3)
                .firstToken(5000, 2)
                .firstToken(5000, 2)
                .end(5000, 900, 0.2)
                .end(5000, 900, 0.2);
        assertThat(Window.between(earlier, engine.snapshot())).isEmpty();
    }

    @Test
    void goesOnWhereAnEndWasNotCounted() {
        engine.arrive(2).firstToken(500, 0.1).firstToken(500, 0.1);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).hangUp();
        Window window = Window.between(earlier, engine.snapshot()).orElseThrow();
        assertThat(window.arrivals()).isZero();
        assertThat(window.finished()).isZero();
    }

    @Test
    void doesNotExistWhereAnEngineCameOrWentBehindTheAddress() {
        engine.serve(500, 100);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).serve(500, 100).becomesAnother();
        assertThat(Window.between(earlier, engine.snapshot())).isEmpty();
    }

    @Test
    void leavesMeansUndefinedWhereNothingWasObserved() {
        EngineSnapshot earlier = engine.snapshot();
        Window quiet = Window.between(earlier, engine.passes(TICK).snapshot()).orElseThrow();
        assertThat(quiet.meanTtft()).isEmpty();
        assertThat(quiet.meanStep()).isEmpty();
        assertThat(quiet.meanTimeBetweenTokens()).isEmpty();
    }

    @Test
    void knowsTheTimeToFirstTokenExactlyWhereOneWasGiven() {
        engine.arrive(1);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).firstToken(900, 0.6125);
        assertThat(Window.between(earlier, engine.snapshot()).orElseThrow().meanTtft())
                .contains(Duration.ofNanos(612_500_000));
    }

    @Test
    void sharesASpeculativeStepAmongItsTokens() {
        engine.arrive(2).firstToken(10, 0.1).firstToken(10, 0.1);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).speculate(3, 0.04);
        Window window = Window.between(earlier, engine.snapshot()).orElseThrow();
        assertThat(window.tokensPerStep()).isEqualTo(4);
        assertThat(window.meanStep()).contains(Duration.ofMillis(40));
        assertThat(window.meanTimeBetweenTokens()).contains(Duration.ofMillis(10));
    }

    @Test
    void countsComputedPromptTokensApartFromThoseFoundInACache() {
        engine.arrive(1);
        EngineSnapshot earlier = engine.snapshot();
        engine.passes(TICK).firstTokenWithCache(1000, 800, 0.1);
        Window window = Window.between(earlier, engine.snapshot()).orElseThrow();
        assertThat(window.promptTokens()).isEqualTo(1000);
        assertThat(window.finer().computedPromptTokens()).isEqualTo(200);
        assertThat(window.finer().prompts()).isEqualTo(1);
    }

    @Test
    void seesNoArrivalWhereARequestIsPutOffOrComesBack() {
        engine.arrive(3);
        EngineSnapshot earlier = engine.snapshot();
        EngineSnapshot later = engine.passes(TICK).defer(2).snapshot();
        assertThat(Window.between(earlier, later).orElseThrow().arrivals()).isZero();
        EngineSnapshot back = engine.passes(TICK).defer(-2).snapshot();
        assertThat(Window.between(later, back).orElseThrow().arrivals()).isZero();
    }

    @Test
    void doesNotExistWithoutTime() {
        EngineSnapshot snapshot = engine.passes(TICK).snapshot();
        assertThat(Window.between(snapshot, snapshot)).isEmpty();
        EngineSnapshot earlier = new ScriptedEngine().snapshot();
        assertThat(Window.between(snapshot, earlier)).isEmpty();
    }

    @Test
    void snapshotsRefuseNegativeCounts() {
        EngineSnapshot good = engine.snapshot();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts(good, -1, 0, 0))
                .withMessageContaining("running");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts(good, 0, -1, 0))
                .withMessageContaining("waiting");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts(good, 0, 0, -1))
                .withMessageContaining("finished");
    }

    private static EngineSnapshot counts(EngineSnapshot like, long running, long waiting, long finished) {
        return new EngineSnapshot(
                new Moment(0),
                running,
                waiting,
                finished,
                0,
                0,
                0,
                Ratio.ZERO,
                like.ttft(),
                like.stepLatency(),
                like.tbt(),
                like.promptLengths(),
                like.outputLengths());
    }
}

package io.gpugovernor.daemon.scenario;

import static io.gpugovernor.daemon.scenario.StagedLoop.HIGH;
import static io.gpugovernor.daemon.scenario.StagedLoop.LOW;
import static io.gpugovernor.daemon.scenario.StagedLoop.RELEASE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.daemon.scrape.Dialect;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the loop sees and does while an engine lives through what engines live through, in every dialect. */
class EngineLifeTest {
    private final StagedEngine engine = new StagedEngine();

    @ParameterizedTest
    @EnumSource(value = Speech.class, mode = Mode.EXCLUDE, names = "TGI")
    void governsAnEngineThatJustStartedFromItsSecondPageOn(Speech speech) throws IOException {
        try (StagedLoop loop = loop(speech)) {
            assertThat(loop.tick().reason()).isEqualTo(Reason.WARMING_UP);
            assertThat(loop.tick().reason()).isEqualTo(Reason.IDLE);
            assertThat(loop.calls()).containsExactly(LOW);
        }
    }

    @Test
    void leavesTgiAloneUntilItsFirstRequestBecauseItShowsNothingBefore() throws IOException {
        try (StagedLoop loop = loop(Speech.TGI)) {
            Decision silent = loop.ticks(3);
            assertThat(silent.state()).isEqualTo(GovernorState.RELEASED);
            assertThat(silent.detail()).contains("shows no tgi_ metrics: it has served no request since it started");
            engine.arrive(1).firstToken(0.05).end();
            assertThat(loop.tick().reason()).isEqualTo(Reason.WARMING_UP);
            assertThat(loop.tick().reason()).isEqualTo(Reason.IDLE);
            assertThat(loop.calls()).containsExactly(LOW);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void raisesForWorkAndDropsBehindIt(Speech speech) throws IOException {
        try (StagedLoop loop = warm(speech)) {
            engine.arrive(1).firstToken(0.05);
            Load busy = loop.tick().load().orElseThrow();
            assertThat(busy.running()).isEqualTo(1);
            assertThat(busy.waiting()).isZero();
            engine.decode(0.02);
            loop.tick();
            engine.end();
            Load idle = loop.tick().load().orElseThrow();
            assertThat(idle.running()).isZero();
            assertThat(idle.firstTokenDebt()).isZero();
            assertThat(loop.calls()).containsExactly(HIGH, LOW);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void owesAFirstTokenToEveryRequestOfABurst(Speech speech) throws IOException {
        try (StagedLoop loop = warm(speech)) {
            engine.arrive(5).admit();
            assertThat(loop.tick().load().orElseThrow().firstTokenDebt()).isEqualTo(5);
            engine.firstToken(0.1).firstToken(0.2);
            engine.decode(0.02);
            // Who counts first tokens, or those in prefill, knows the two that were given; three still wait in any
            // case.
            assertThat(loop.tick().load().orElseThrow().firstTokenDebt()).isEqualTo(3);
            assertThat(loop.calls()).containsExactly(HIGH);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void staysLowAndSoundThroughSilence(Speech speech) throws IOException {
        try (StagedLoop loop = warm(speech)) {
            Decision last = loop.ticks(20);
            assertThat(last.state()).isEqualTo(GovernorState.GOVERNING);
            assertThat(last.load().orElseThrow().requestsPerSecond()).isFinite().isNotNegative();
            assertThat(last.account().ttftMisses() + last.account().tbtMisses()).isZero();
            assertThat(loop.calls()).isEmpty();
        }
    }

    @Test
    void releasesWhileVllmSleepsAndWarmsUpWhenItWakes() throws IOException {
        try (StagedLoop loop = warm(Speech.VLLM_V1)) {
            engine.sleeps(true);
            assertThat(loop.ticks(4).reason()).isEqualTo(Reason.ENGINE_ASLEEP);
            assertThat(loop.calls()).containsExactly(RELEASE);
            engine.sleeps(false);
            assertThat(loop.tick().reason()).isEqualTo(Reason.WARMING_UP);
            assertThat(loop.tick().reason()).isEqualTo(Reason.IDLE);
            assertThat(loop.calls()).containsExactly(LOW);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void dropsOneIntervalWhenTheEngineRestarts(Speech speech) throws IOException {
        try (StagedLoop loop = warm(speech)) {
            long served = loop.tick().account().served();
            engine.restart().arrive(1).firstToken(0.05).end();
            Decision reset = loop.tick();
            assertThat(reset.reason()).isEqualTo(Reason.WARMING_UP);
            assertThat(reset.account().served()).isEqualTo(served);
            Decision next = loop.tick();
            assertThat(next.reason()).isEqualTo(Reason.IDLE);
            assertThat(next.load().orElseThrow().firstTokenDebt()).isZero();
            assertThat(loop.calls()).containsExactly(RELEASE, LOW);
        }
    }

    @Test
    void noticesARestartAlsoWhereEveryCounterHasCaughtUp() throws IOException {
        try (StagedLoop loop = warm(Speech.VLLM_V1)) {
            engine.restart();
            for (int i = 0; i < 9; i++) {
                engine.arrive(1).firstToken(4).decode(0.9).end();
            }
            assertThat(loop.tick().reason()).isEqualTo(Reason.WARMING_UP);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void owesNothingAfterAbortsBeforeTheFirstToken(Speech speech) throws IOException {
        try (StagedLoop loop = warm(speech)) {
            engine.arrive(3);
            assertThat(loop.tick().load().orElseThrow().firstTokenDebt()).isEqualTo(3);
            engine.abortWaiting().abortWaiting().abortWaiting();
            loop.tick();
            assertThat(loop.tick().load().orElseThrow().firstTokenDebt()).isZero();
            engine.arrive(1).firstToken(0.05);
            loop.tick();
            Decision decoding = loop.tick();
            assertThat(decoding.load().orElseThrow().firstTokenDebt())
                    .as("the aborts are no debt of the requests that follow")
                    .isZero();
            assertThat(loop.calls()).containsExactly(HIGH, LOW, HIGH);
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void releasesWhenEverythingFreezesWithWorkOutstanding(Speech speech) throws IOException {
        try (StagedLoop loop = warm(speech)) {
            engine.arrive(2).firstToken(0.05);
            // It is seen to move at the first tick; three seconds are twelve more.
            assertThat(loop.ticks(13).reason()).isEqualTo(Reason.BUSY);
            Decision stuck = loop.tick();
            assertThat(stuck.state()).isEqualTo(GovernorState.RELEASED);
            assertThat(stuck.reason()).isEqualTo(Reason.ENGINE_STUCK);
            engine.decode(0.02).firstToken(3);
            loop.tick();
            assertThat(loop.calls()).containsExactly(HIGH, RELEASE, HIGH);
        }
    }

    @Test
    void seesNoBurstWhereAnotherEngineJoinsTheServer() throws IOException {
        StagedEngine joining = new StagedEngine();
        joining.arrive(40);
        boolean[] joined = {false};
        try (StagedLoop loop = new StagedLoop(
                engine,
                Dialect.of("vllm"),
                () -> Speech.vllmV1(engine, "0") + (joined[0] ? Speech.vllmV1(joining, "1") : ""))) {
            Decision before = loop.ticks(40);
            joined[0] = true;
            assertThat(loop.tick().reason()).isEqualTo(Reason.WARMING_UP);
            Load after = loop.tick().load().orElseThrow();
            assertThat(after.waiting()).isEqualTo(40);
            assertThat(after.requestsPerSecond())
                    .isEqualTo(before.load().orElseThrow().requestsPerSecond());
            joined[0] = false;
            assertThat(loop.tick().reason()).isEqualTo(Reason.WARMING_UP);
        }
    }

    @Test
    void noticesThatOneOfTwoEnginesRestartedWhileTheirSumRose() throws IOException {
        StagedEngine other = new StagedEngine();
        other.arrive(1).firstToken(0.05).end();
        try (StagedLoop loop = new StagedLoop(
                engine, Dialect.of("vllm"), () -> Speech.vllmV1(engine, "0") + Speech.vllmV1(other, "1"))) {
            loop.ticks(3);
            other.restart();
            for (int i = 0; i < 20; i++) {
                engine.arrive(1).firstToken(0.05).decode(0.02).end();
            }
            Decision reset = loop.tick();
            assertThat(reset.reason()).isEqualTo(Reason.WARMING_UP);
            assertThat(reset.account().served()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Speech.class)
    void recognisesEveryEngineByItself(Speech speech) throws IOException {
        try (StagedLoop loop = new StagedLoop(engine, Dialect.any(), () -> speech.page(engine))) {
            engine.arrive(1).firstToken(0.05).end();
            assertThat(loop.tick().reason()).isEqualTo(Reason.WARMING_UP);
            assertThat(loop.tick().reason()).isEqualTo(Reason.IDLE);
        }
    }

    private StagedLoop loop(Speech speech) throws IOException {
        return new StagedLoop(engine, Dialect.of(speech.type()), () -> speech.page(engine));
    }

    /** A loop that has governed for a while an engine that served two requests and is idle. */
    private StagedLoop warm(Speech speech) throws IOException {
        StagedLoop loop = loop(speech);
        engine.arrive(2).firstToken(0.05).firstToken(0.1).decode(0.02).end().end();
        loop.ticks(3);
        loop.calls();
        return loop;
    }
}

package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Misses;
import io.gpugovernor.core.telemetry.Payments;
import io.gpugovernor.core.telemetry.Source;
import io.gpugovernor.core.telemetry.StepLimits;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FeedAccumulatorTest {
    private static final Slo SLO = Slo.of(Duration.ofMillis(600), Duration.ofMillis(100), new Ratio(0.99));
    private static final long SECOND = 1_000_000_000L;
    /** The sender's clock is another one. */
    private static final long OFFSET = 77 * SECOND;

    private final FeedAccumulator accumulator = new FeedAccumulator(SLO, Duration.ofSeconds(3));
    private final Told sender = new Told(1, 0);
    private long now = SECOND;

    @Test
    void isSilentBeforeTheFirstDatagram() {
        assertThat(accumulator.read(new Moment(now))).isInstanceOf(Telemetry.Unavailable.class);
    }

    @Test
    void tellsTheEngineAsItStands() {
        send(sender.has(3, 2).firstToken(0.2).firstToken(0.3).end(100, 7, 0.05));

        EngineSnapshot engine = engine();
        assertThat(engine.running()).isEqualTo(3);
        assertThat(engine.waiting()).isEqualTo(2);
        assertThat(engine.finished()).isEqualTo(1);
        assertThat(engine.firstTokens()).isEqualTo(2);
        assertThat(engine.arrived() - engine.firstTokens()).isEqualTo(4);
        assertThat(engine.at()).isEqualTo(new Moment(now));
    }

    @Test
    void countsMissesExactlyAtTheTarget() {
        send(sender.has(3, 0));
        EngineSnapshot before = engine();
        send(sender.firstToken(0.6)
                .firstToken(0.6000001)
                .firstToken(0.59)
                .firstToken(5)
                .end(10, 5, 0.1)
                .end(1, 2, 0.2));
        Window window = Window.between(before, engine()).orElseThrow();

        assertThat(window.firstTokens()).isEqualTo(4);
        Misses misses = Misses.NONE.after(window, SLO, Payments.NONE);
        assertThat(misses.ttft().count()).isEqualTo(2);
        assertThat(misses.tbt().count()).isEqualTo(1);
        assertThat(window.ttft().sum()).isCloseTo(6.7900001, within(1e-12));
        assertThat(window.outputLengths().sum()).isEqualTo(7);
    }

    @Test
    void losesNothingWithALostDatagram() {
        send(sender.has(3, 0));
        EngineSnapshot before = engine();
        sender.firstToken(0.7).end(30, 6, 0.3).loses(now + OFFSET);
        send(sender.firstToken(0.1).firstToken(0.2));
        Window window = Window.between(before, engine()).orElseThrow();

        assertThat(window.firstTokens()).isEqualTo(3);
        assertThat(window.finished()).isEqualTo(1);
        Misses misses = Misses.NONE.after(window, SLO, Payments.NONE);
        assertThat(misses.ttft().count()).isEqualTo(1);
        assertThat(misses.tbt().count()).isEqualTo(1);
        assertThat(window.ttft().sum()).isCloseTo(1.0, within(1e-12));
    }

    @Test
    void dropsWhatWasHereBefore() {
        ByteBuffer first = sender.has(3, 0).bytes(now + OFFSET);
        ByteBuffer second = sender.has(4, 0).bytes(now + OFFSET + 5);
        assertThat(accept(first)).isEmpty();
        assertThat(accept(second)).isEmpty();

        assertThat(accept(second)).contains(Fault.REPEATED);
        assertThat(accept(first)).contains(Fault.REPEATED);
        assertThat(engine().running()).isEqualTo(4);
        assertThat(statistics().dropped()).containsEntry(Fault.REPEATED, 2L);
        assertThat(statistics().received()).isEqualTo(4);
    }

    @Test
    void dropsWhatComesFromTheFuture() {
        send(sender);
        assertThat(accept(sender.bytes(now + OFFSET + 3 * SECOND))).contains(Fault.FUTURE);

        for (int i = 0; i < 1001; i++) {
            sender.loses(now + OFFSET);
        }
        assertThat(accept(sender.bytes(now + OFFSET))).contains(Fault.FUTURE);
    }

    @Test
    void dropsCountersThatFall() {
        send(sender.firstToken(0.1));
        send(sender);
        Told forged = new Told(1, 0);
        forged.loses(0).loses(0);

        assertThat(accept(forged.bytes(now + OFFSET))).contains(Fault.FELL_BACK);
        assertThat(engine().firstTokens()).isEqualTo(1);
    }

    @Test
    void dropsListsThatAreNotWhatWasCounted() {
        send(sender.firstToken(0.1));
        Told other = new Told(1, 0).firstToken(0.1).firstToken(0.1);
        other.loses(now + OFFSET);
        assertThat(accept(other.bytes(now + OFFSET)))
                .as("one first token counted, none listed")
                .contains(Fault.CONTRADICTORY);
    }

    @Test
    void addsUpTheEnginesOfOneServer() {
        Told second = new Told(2, 1);
        send(sender.has(3, 1).firstToken(0.1));
        send(second.has(5, 0).firstToken(0.2));

        assertThat(engine().running()).isEqualTo(8);
        assertThat(engine().firstTokens()).isEqualTo(2);
        assertThat(engine().ttft().sum()).isCloseTo(0.3, within(1e-12));
        assertThat(statistics().senders()).isEqualTo(2);
    }

    @Test
    void takesTheNewestGaugesOfAnEngineThatTwoProcessesHear() {
        Told other = new Told(2, 0);
        send(sender.has(3, 1).firstToken(0.1));
        now += 1000;
        send(other.has(5, 0).firstToken(0.2));

        assertThat(engine().running()).isEqualTo(5);
        assertThat(engine().firstTokens()).isEqualTo(2);
    }

    @Test
    void beginsANewLineWhenASenderComesOrGoes() {
        send(sender.has(1, 0));
        long alone = line();
        send(sender);
        assertThat(line()).isEqualTo(alone);
        send(new Told(2, 1).has(1, 0));
        long both = line();
        assertThat(both).isNotEqualTo(alone);

        for (int i = 0; i < 35; i++) {
            now += SECOND / 10;
            send(sender);
        }
        assertThat(line()).isNotIn(alone, both);
        assertThat(engine().running()).isEqualTo(1);
    }

    @Test
    void anEngineThatStartsAnewIsAnotherLine() {
        send(sender.has(9, 0).firstToken(1));
        long before = line();
        now += 4 * SECOND;
        send(new Told(3, 0).has(0, 0));

        assertThat(line()).isNotEqualTo(before);
        assertThat(engine().firstTokens()).isZero();
    }

    @Test
    void isUnavailableOnceASenderFallsSilent() {
        send(sender.has(1, 0));
        now += FeedAccumulator.FRESH_FOR.toNanos();
        assertThat(accumulator.read(new Moment(now))).isInstanceOf(Telemetry.Available.class);
        assertThat(accumulator.read(new Moment(now + 1))).isInstanceOf(Telemetry.Unavailable.class);
    }

    @Test
    void neverGivesAReadingOlderThanTheDomainAllows() {
        FeedAccumulator strict = new FeedAccumulator(SLO, Duration.ofMillis(200));
        strict.accept(sender.has(1, 0).bytes(0), new Moment(0));

        assertThat(strict.read(new Moment(SECOND / 5))).isInstanceOf(Telemetry.Available.class);
        assertThat(strict.read(new Moment(SECOND / 5 + 1))).isInstanceOf(Telemetry.Unavailable.class);
    }

    @Test
    void isUnavailableBeforeTheFirstStep() {
        assertThat(accept(Golden.read("idle"))).isEmpty();
        assertThat(accumulator.read(new Moment(now))).isInstanceOf(Telemetry.Unavailable.class);
    }

    @Test
    void aCrowdOfSendersIsKeptOut() {
        for (int i = 0; i < 256; i++) {
            assertThat(accept(new Told(100 + i, i).has(1, 0).bytes(now))).isEmpty();
        }
        assertThat(accept(new Told(999, 0).bytes(now))).contains(Fault.CROWDED);
        assertThat(statistics().senders()).isEqualTo(256);
    }

    @Test
    void keepsTheFactsItWasTold() {
        accept(Golden.read("busy"));
        assertThat(accumulator.facts()).map(EngineFacts::tensorParallel).contains(8L);
    }

    @Test
    void tellsWhatAStepHoldsAndHowManyRequestsAllItsEnginesTake() {
        send(sender.says(new EngineFacts(2, 64, 2048, "m", "1")).has(1, 0));
        assertThat(source().limits()).isEqualTo(new StepLimits(OptionalInt.of(2048), OptionalInt.of(64)));

        send(new Told(2, 1).has(1, 0));
        assertThat(source().limits()).isEqualTo(new StepLimits(OptionalInt.of(2048), OptionalInt.of(128)));
    }

    @Test
    void believesNoLimitThatNoEngineHas() {
        send(sender.says(new EngineFacts(2, 0, 4_000_000_000L, "m", "1")).has(1, 0));
        assertThat(source().limits()).isEqualTo(StepLimits.UNTOLD);
        send(sender.says(new EngineFacts(2, 4_000_000_000L, 0, "m", "1")).has(1, 0));
        assertThat(source().limits()).isEqualTo(StepLimits.UNTOLD);
    }

    @Test
    void tellsThePaceOfItsNewsOnceItHasHeardEnough() {
        for (int i = 0; i < 16; i++) {
            send(sender.has(3, 0));
            now += SECOND / 50;
        }
        assertThat(source().pace()).as("fifteen pauses are not enough").isEmpty();
        send(sender.has(3, 0));
        assertThat(source().pace()).contains(Duration.ofMillis(30));
        now += SECOND / 10;
        assertThat(source().pace()).as("a pause that lasts").contains(Duration.ofMillis(100));
    }

    @Test
    void hasNoPaceWhileNothingIsInFlight() {
        for (int i = 0; i < 20; i++) {
            send(sender.has(i < 19 ? 3 : 0, 0));
            now += SECOND / 50;
        }
        assertThat(source().pace()).isEmpty();
    }

    @Test
    void isAsSlowAsTheSlowestSenderWhoseEngineWorks() {
        Told other = new Told(2, 1);
        for (int i = 0; i < 40; i++) {
            send(sender.has(3, 0));
            if (i % 2 == 0) {
                send(other.has(1, 0));
            }
            now += SECOND / 50;
        }
        assertThat(source().pace()).contains(Duration.ofMillis(70));
    }

    private Source source() {
        return ((Telemetry.Available) accumulator.read(new Moment(now))).source();
    }

    private void send(Told told) {
        now += 10_000_000;
        assertThat(accept(told.bytes(now + OFFSET))).isEmpty();
    }

    private Optional<Fault> accept(ByteBuffer bytes) {
        return accumulator.accept(bytes, new Moment(now));
    }

    private FeedStatistics statistics() {
        return accumulator.statistics(new Moment(now), false);
    }

    private EngineSnapshot engine() {
        return ((Telemetry.Available) accumulator.read(new Moment(now))).snapshot();
    }

    private long line() {
        return ((Telemetry.Available) accumulator.read(new Moment(now))).line();
    }
}

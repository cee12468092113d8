package io.gpugovernor.daemon.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Histogram;
import io.gpugovernor.core.telemetry.Telemetry;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PreferredTelemetryTest {
    private static final Telemetry SILENT = new Telemetry.Unavailable("silent");

    private Moment now = new Moment(0);
    private long running = 4;
    private long feedRunning = 4;
    private long finished = 1000;
    private long feedFinished;
    private boolean feedSpeaks = true;
    private boolean pageAnswers = true;
    private long feedLine;
    private int scrapes;
    private final PreferredTelemetry telemetry = new PreferredTelemetry("chat", this::feed, this::page, () -> now);

    @Test
    void scrapesUntilTheFeedHasSettledAndAgrees() {
        List<Boolean> used = reads(Duration.ofSeconds(4));

        assertThat(used.subList(0, 30)).containsOnly(false);
        assertThat(used.subList(31, 40)).containsOnly(true);
    }

    @Test
    void scrapesRarelyWhileItHearsTheFeed() {
        reads(Duration.ofSeconds(4));
        scrapes = 0;
        reads(Duration.ofSeconds(50));
        assertThat(scrapes).isBetween(9, 11);
    }

    @Test
    void givesEverySourceALineOfItsOwn() {
        Set<Long> scraped = new TreeSet<>();
        Set<Long> fed = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            feedSpeaks = true;
            collect(fed, scraped, Duration.ofSeconds(8));
            feedSpeaks = false;
            collect(fed, scraped, Duration.ofSeconds(2));
        }
        assertThat(fed).isNotEmpty().doesNotContainAnyElementsOf(scraped);
        assertThat(fed).as("each return begins anew").hasSize(3);
    }

    @Test
    void fallsBackAtOnceWhenTheFeedFallsSilent() {
        reads(Duration.ofSeconds(4));
        feedSpeaks = false;

        assertThat(reads(Duration.ofSeconds(1))).containsOnly(false);
        feedSpeaks = true;
        assertThat(reads(Duration.ofSeconds(2))).as("it has to settle").containsOnly(false);
        assertThat(reads(Duration.ofSeconds(3))).contains(true);
    }

    @Test
    void neverUsesAFeedWhoseSendersFlap() {
        for (int i = 0; i < 100; i++) {
            feedLine++;
            assertThat(reads(Duration.ofMillis(500))).containsOnly(false);
        }
    }

    @Test
    void leavesAFeedWhoseSendersChange() {
        reads(Duration.ofSeconds(4));
        feedLine++;
        assertThat(reads(Duration.ofSeconds(2))).containsOnly(false);
    }

    @Test
    void distrustsGaugesThatStayWrong() {
        reads(Duration.ofSeconds(4));
        feedRunning = 0;
        running = 40;

        List<Boolean> used = reads(Duration.ofSeconds(20));
        assertThat(used.subList(80, 200)).containsOnly(false);
        feedRunning = 40;
        assertThat(reads(Duration.ofMinutes(9))).containsOnly(false);
        assertThat(reads(Duration.ofMinutes(2))).contains(true);
    }

    @Test
    void distrustsCountersThatStandStill() {
        reads(Duration.ofSeconds(10));
        for (int i = 0; i < 20; i++) {
            finished += 10;
            reads(Duration.ofSeconds(1));
        }
        assertThat(telemetry.inUse()).isFalse();
    }

    @Test
    void bearsWhatTimingExplains() {
        reads(Duration.ofSeconds(4));
        for (int i = 0; i < 200; i++) {
            finished += 10;
            feedFinished += 10;
            running = 40L + i % 3;
            feedRunning = 40L + (i + 1) % 3;
            assertThat(reads(Duration.ofMillis(500))).containsOnly(true);
        }
    }

    @Test
    void neverBeginsWithAFeedThatContradictsThePage() {
        feedRunning = 0;
        running = 40;
        assertThat(reads(Duration.ofMinutes(3))).containsOnly(false);
    }

    @Test
    void theFeedStandsAloneOnlyForAWhileWhereNothingConfirmsIt() {
        reads(Duration.ofSeconds(4));
        pageAnswers = false;

        List<Boolean> used = reads(Duration.ofSeconds(60));
        assertThat(used.subList(0, 250)).containsOnly(true);
        assertThat(telemetry.read()).isInstanceOf(Telemetry.Unavailable.class);
    }

    @Test
    void neverBeginsWithAFeedThatNothingConfirms() {
        pageAnswers = false;
        reads(Duration.ofSeconds(10));
        assertThat(telemetry.inUse()).isFalse();
        assertThat(telemetry.read()).isInstanceOf(Telemetry.Unavailable.class);
    }

    @Test
    void comparesFromNewOnAfterTheEngineStartedAnew() {
        reads(Duration.ofSeconds(10));
        finished = 0;
        feedFinished = 0;
        feedLine++;
        assertThat(reads(Duration.ofSeconds(10))).contains(true);
        assertThat(telemetry.inUse()).isTrue();
    }

    /** Reads every 100 ms, and tells of each whether the feed was used. */
    private List<Boolean> reads(Duration span) {
        List<Boolean> used = new ArrayList<>();
        for (Moment end = now.plus(span); now.isBefore(end); now = now.plus(Duration.ofMillis(100))) {
            telemetry.read();
            used.add(telemetry.inUse());
        }
        return used;
    }

    private void collect(Set<Long> fed, Set<Long> scraped, Duration span) {
        for (Moment end = now.plus(span); now.isBefore(end); now = now.plus(Duration.ofMillis(100))) {
            Telemetry.Available read = (Telemetry.Available) telemetry.read();
            (telemetry.inUse() ? fed : scraped).add(read.line());
        }
    }

    private Telemetry feed() {
        return feedSpeaks ? new Telemetry.Available(snapshot(feedRunning, feedFinished), feedLine) : SILENT;
    }

    private Telemetry page() {
        scrapes++;
        return pageAnswers
                ? new Telemetry.Available(snapshot(running, finished))
                : new Telemetry.Unavailable("connection refused");
    }

    /** An engine that owes nothing. */
    private EngineSnapshot snapshot(long inBatch, long ended) {
        Histogram none = Histogram.EMPTY;
        Histogram ttft = Histogram.of(new double[] {1}, new long[] {inBatch + ended}, inBatch + ended, 0);
        return new EngineSnapshot(now, inBatch, 0, ended, 0, 0, 0, Ratio.ZERO, ttft, none, none, none, none);
    }
}

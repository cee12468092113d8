package io.gpugovernor.daemon.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.Reason;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionJournalTest {
    private final DecisionJournal journal = new DecisionJournal();

    @Test
    void knowsNothingOfADomainThatNeverDecided() {
        assertThat(journal.latest("chat")).isEmpty();
        assertThat(journal.last("chat", 5)).isEmpty();
        assertThat(journal.lastChanges("chat", 5)).isEmpty();
    }

    @Test
    void givesTheNewestFirst() {
        record(1, 2, 3);

        assertThat(journal.last("chat", 2))
                .extracting(DecisionJournalTest::seconds)
                .containsExactly(3.0, 2.0);
        assertThat(journal.latest("chat")).map(DecisionJournalTest::seconds).contains(3.0);
    }

    @Test
    void keepsDomainsApart() {
        record(1);
        journal.record(Decisions.steady("code").at(2).build());

        assertThat(journal.last("chat", 9)).extracting(Decision::domain).containsExactly("chat");
        assertThat(journal.last("code", 9)).extracting(Decision::domain).containsExactly("code");
    }

    @Test
    void forgetsTheOldestRepeatsWhenFull() {
        record(0);
        IntStream.rangeClosed(1, 2 * DecisionJournal.RECENT).forEach(this::record);

        List<Decision> all = journal.last("chat", Integer.MAX_VALUE);
        assertThat(all).hasSize(DecisionJournal.RECENT + 1);
        assertThat(seconds(all.get(DecisionJournal.RECENT - 1))).isEqualTo(DecisionJournal.RECENT + 1);
        assertThat(seconds(all.get(DecisionJournal.RECENT)))
                .as("the first is a change")
                .isZero();
    }

    @Test
    void keepsChangesOfClockAndStateLongerThanRepeats() {
        record(1);
        journal.record(Decisions.steady("chat")
                .at(2)
                .moving(1380, 900, new Actuation.Accepted())
                .build());
        journal.record(Decisions.steady("chat")
                .at(3)
                .because(GovernorState.HOLDING, Reason.STALE_TELEMETRY, "no answer")
                .build());
        IntStream.rangeClosed(4, 4 + DecisionJournal.RECENT).forEach(this::record);

        assertThat(journal.lastChanges("chat", 10))
                .extracting(DecisionJournalTest::seconds)
                .as("the return to governing is a change too")
                .containsExactly(4.0, 3.0, 2.0, 1.0);
        assertThat(journal.last("chat", Integer.MAX_VALUE)).doesNotHaveDuplicates();
    }

    @Test
    void boundsChangesToo() {
        for (int i = 0; i < 3 * DecisionJournal.CHANGES; i++) {
            int clock = 900 + 15 * (i % 2);
            journal.record(Decisions.steady("chat")
                    .at(i)
                    .moving(clock, clock + 15, new Actuation.Accepted())
                    .build());
        }

        assertThat(journal.lastChanges("chat", Integer.MAX_VALUE)).hasSize(DecisionJournal.CHANGES);
        assertThat(journal.last("chat", Integer.MAX_VALUE))
                .hasSize(Math.max(DecisionJournal.RECENT, DecisionJournal.CHANGES));
    }

    @Test
    void canBeReadWhileDecisionsArrive() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> IntStream.range(0, 5000).forEach(this::record));
            while (!writing.isDone()) {
                List<Decision> seen = journal.last("chat", 100);
                assertThat(seen).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
            }
            writing.get();
        } finally {
            writer.shutdownNow();
        }
        assertThat(journal.latest("chat")).map(DecisionJournalTest::seconds).contains(4999.0);
    }

    private void record(int... seconds) {
        for (int second : seconds) {
            journal.record(Decisions.steady("chat").at(second).build());
        }
    }

    private static double seconds(Decision decision) {
        return decision.at().seconds();
    }
}

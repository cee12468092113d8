package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a {@link CallLog} is told of the calls of one GPU. */
@Timeout(60)
class CallLogTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final GpuWorker worker = new GpuWorker("GPU 3");
    private final CountDownLatch driver = new CountDownLatch(1);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CallLog log = new CallLog() {
        @Override
        public void answered(CallKind kind, Duration took) {
            told.add(kind + (took.compareTo(SOON) < 0 ? " soon" : " slowly"));
        }

        @Override
        public void missedDeadline(CallKind kind) {
            told.add(kind + " missed");
        }
    };

    @AfterEach
    void letGo() {
        driver.countDown();
        worker.close();
    }

    @Test
    void tellsOfEachAnswer() {
        Deadline deadline = Deadline.in(LATER);
        worker.submit(() -> "set", deadline, new CallWatch(CallKind.SET, log, deadline))
                .await();
        assertThat(told).singleElement().asString().startsWith("SET ").doesNotContain("missed");
    }

    @Test
    void tellsOnceOfACallThatComesBackTooLate() {
        Job<String> job = submitHanging();
        job.await();
        assertThat(told).containsExactly("READ missed");
        driver.countDown();
        Eventually.await(() -> told.size() > 1);
        assertThat(told).containsExactly("READ missed", "READ slowly");
    }

    @Test
    void tellsOfALateCallThatNobodyWaitedFor() {
        Deadline past = Deadline.in(SOON.negated());
        worker.submit(() -> "reset", past, new CallWatch(CallKind.RESET, log, past));
        Eventually.await(() -> told.size() > 1);
        assertThat(told).hasSize(2).contains("RESET missed");
    }

    @Test
    void tellsOfNoCallThatWasTurnedAway() {
        submitHanging().await();
        Deadline deadline = Deadline.in(LATER);
        worker.submit(() -> "set", deadline, new CallWatch(CallKind.SET, log, deadline))
                .await();
        assertThat(told).containsExactly("READ missed");
    }

    @Test
    void takesACallThatHasAnsweredForNoStuckOneThoughItsDeadlineHasPassed() {
        Deadline past = Deadline.in(SOON.negated());
        Job<String> job = new Job<>("GPU 3", () -> "read", past, CallWatch.idle(past));
        assertThat(job.isStuck()).isTrue();
        job.run();
        assertThat(job.isStuck()).isFalse();
    }

    /** A call that has begun: one that is still waiting at its deadline would be given up instead. */
    private Job<String> submitHanging() {
        Deadline deadline = Deadline.in(SOON);
        CountDownLatch begun = new CountDownLatch(1);
        Job<String> job = worker.submit(
                () -> {
                    begun.countDown();
                    await(driver);
                    return "late";
                },
                deadline,
                new CallWatch(CallKind.READ, log, deadline));
        await(begun);
        return job;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}

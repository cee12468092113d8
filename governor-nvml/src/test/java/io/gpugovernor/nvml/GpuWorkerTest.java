package io.gpugovernor.nvml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GpuWorkerTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATER = Duration.ofSeconds(30);

    private final GpuWorker worker = new GpuWorker("GPU 3");
    private final CountDownLatch driver = new CountDownLatch(1);
    private final CountDownLatch called = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        driver.countDown();
        worker.close();
    }

    @Test
    void answersFromADaemonThreadOfItsOwn() {
        Outcome<String> outcome = worker.submit(
                        () -> Thread.currentThread().getName()
                                + Thread.currentThread().isDaemon(),
                        Deadline.in(LATER))
                .await();
        assertThat(outcome).isEqualTo(new Outcome.Answered<>("nvml GPU 3true"));
    }

    @Test
    void givesUpOnACallThatDoesNotComeBack() {
        assertThat(worker.submit(this::hang, Deadline.in(SOON)).await())
                .isEqualTo(new Outcome.Unfinished<>("GPU 3: no answer in time"));
    }

    @Test
    void turnsFurtherCallsAwayUntilTheDriverComesBack() {
        worker.submit(this::hang, Deadline.in(SOON)).await();
        assertThat(worker.isStuck()).isTrue();
        assertThat(worker.submit(() -> "power", Deadline.in(LATER)).await())
                .isEqualTo(new Outcome.NotBegun<>("GPU 3: the driver has not come back from an earlier call"));
        driver.countDown();
        Eventually.await(() -> !worker.isStuck());
        assertThat(worker.submit(() -> "power", Deadline.in(LATER)).await()).isEqualTo(new Outcome.Answered<>("power"));
    }

    @Test
    void neverRunsWhatWasGivenUpBeforeItBegan() throws InterruptedException {
        Job<String> first = worker.submit(this::hang, Deadline.in(LATER));
        called.await();
        AtomicBoolean ran = new AtomicBoolean();
        Job<Boolean> second = worker.submit(() -> ran.getAndSet(true), Deadline.in(SOON));
        assertThat(second.await()).isInstanceOf(Outcome.NotBegun.class);
        driver.countDown();
        first.await();
        worker.submit(() -> "after both", Deadline.in(LATER)).await();
        assertThat(ran).isFalse();
    }

    @Test
    void boundsWhatWaits() throws InterruptedException {
        worker.submit(this::hang, Deadline.in(LATER));
        called.await();
        List<Job<String>> jobs = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            jobs.add(worker.submit(() -> "done", Deadline.in(LATER)));
        }
        assertThat(jobs.get(8).await()).isEqualTo(new Outcome.NotBegun<>("GPU 3: too many calls are waiting"));
        driver.countDown();
        assertThat(jobs.get(7).await()).isEqualTo(new Outcome.Answered<>("done"));
    }

    @Test
    void outlivesWorkThatBreaks() {
        Outcome<String> broken = worker.<String>submit(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        Deadline.in(LATER))
                .await();
        assertThat(broken)
                .isInstanceOfSatisfying(
                        Outcome.Unfinished.class,
                        unfinished -> assertThat(unfinished.reason()).contains("broken"));
        assertThat(worker.submit(() -> "fine", Deadline.in(LATER)).await()).isEqualTo(new Outcome.Answered<>("fine"));
    }

    @Test
    void outlivesAnErrorOfTheMachineSoThatItsGpuCanBeReleased() {
        Outcome<String> broken = worker.<String>submit(
                        () -> {
                            throw new OutOfMemoryError("in a test");
                        },
                        Deadline.in(LATER))
                .await();
        assertThat(broken)
                .isInstanceOfSatisfying(
                        Outcome.Unfinished.class,
                        unfinished -> assertThat(unfinished.reason()).contains("OutOfMemoryError"));
        assertThat(worker.submit(() -> "released", Deadline.in(LATER)).await())
                .isEqualTo(new Outcome.Answered<>("released"));
    }

    @Test
    void waitsForItsAnswerThroughAnInterrupt() {
        Thread.currentThread().interrupt();
        Outcome<String> outcome =
                worker.submit(() -> "released", Deadline.in(LATER)).await();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isEqualTo(new Outcome.Answered<>("released"));
    }

    @Test
    void takesNoWorkOnceClosed() {
        worker.close();
        assertThat(worker.submit(() -> "late", Deadline.in(LATER)).await())
                .isEqualTo(new Outcome.NotBegun<>("GPU 3: closed"));
    }

    private String hang() {
        called.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                driver.await();
                break;
            } catch (InterruptedException e) {
                // A native call does not notice.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return "late";
    }
}

package io.gpugovernor.daemon.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.core.loop.Governor;
import io.gpugovernor.core.loop.PolicyDomain;
import io.gpugovernor.core.loop.Steering;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.policy.StaticPolicy;
import io.gpugovernor.core.port.EngineTelemetry;
import io.gpugovernor.core.port.GpuSensor;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.journal.Decisions;
import io.gpugovernor.daemon.metrics.BuildInfo;
import io.gpugovernor.daemon.metrics.GovernorMetrics;
import io.gpugovernor.daemon.time.SystemTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DomainLoopTest {
    private static final String CLOCK = new Megahertz(1380).toString();
    private static final PolicyDomain DOMAIN = Decisions.domain("chat");

    private final SystemTime time = new SystemTime();
    private final GovernorMetrics metrics = new GovernorMetrics(BuildInfo.ofThisBuild(), time);
    private final RecordedLocks locks = new RecordedLocks();
    private final List<Decision> decisions = new CopyOnWriteArrayList<>();
    private final EngineTelemetry steady = () -> Snapshots.running(3, time.now());
    private final GpuSensor sensor = List::of;
    private DomainLoop loop = loop(steady, sensor, true);

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
    }

    @Test
    void ticksUntilItIsStoppedAndReleasesOnce() throws InterruptedException {
        loop.start();
        Eventually.holds("five decisions", () -> decisions.size() >= 5);

        loop.stop();
        loop.stop();

        assertThat(locks.calls()).containsExactly(CLOCK, RecordedLocks.RELEASED);
        assertThat(decisions)
                .filteredOn(decision -> decision.reason() == Reason.SHUTDOWN)
                .hasSize(1);
        assertThat(decisions.get(decisions.size() - 1).reason()).isEqualTo(Reason.SHUTDOWN);
    }

    @Test
    void leavesTheLockWhereTheOperatorWantsItKept() throws InterruptedException {
        loop = loop(steady, sensor, false);
        loop.start();
        Eventually.holds("a lock", () -> locks.calls().contains(CLOCK));

        loop.stop();

        assertThat(locks.calls()).containsExactly(CLOCK);
        assertThat(decisions).noneMatch(decision -> decision.reason() == Reason.SHUTDOWN);
    }

    @Test
    void publishesWhatTicksTake() throws InterruptedException {
        metrics.publish(List.of(DOMAIN));
        loop.start();
        Eventually.holds("five decisions", () -> decisions.size() >= 5);
        loop.stop();

        String count = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("gpu_governor_tick_duration_seconds_count"))
                .findFirst()
                .orElse("none");
        assertThat(Double.parseDouble(count.substring(count.lastIndexOf(' ') + 1)))
                .isEqualTo(decisions.size() - 1.0);
    }

    @Test
    void countsItsPeriodOnTheTimeLineItIsGiven() {
        SystemTime fast = new SystemTime(1000);
        Governor governor = new Governor(
                DOMAIN,
                () -> Snapshots.running(3, fast.now()),
                sensor,
                Steering.enforcing(locks),
                new StaticPolicy(new Megahertz(1380)),
                decisions::add);
        loop = new DomainLoop("chat", governor, fast, () -> Duration.ofSeconds(20), fast.speed(), true, metrics);
        loop.start();

        Eventually.holds("four decisions, which are a minute at the usual speed", () -> decisions.size() >= 4);
        assertThat(decisions.get(3).at().since(decisions.get(0).at())).isGreaterThan(Duration.ofSeconds(40));
    }

    @Test
    void newsWakesItBeforeItsTime() {
        loop = slow();
        loop.start();
        Eventually.holds("the first decision", () -> !decisions.isEmpty());

        for (int i = 1; i <= 3; i++) {
            int expected = i + 1;
            loop.wake();
            Eventually.holds("a decision after news", () -> decisions.size() >= expected);
        }
    }

    @Test
    void aFloodOfNewsDoesNotHurryItBeyondItsLimit() throws InterruptedException {
        loop = slow();
        loop.start();
        Eventually.holds("ten decisions in a flood of news", () -> {
            loop.wake();
            return decisions.size() >= 10;
        });
        loop.stop();

        for (int i = 1; i < 10; i++) {
            assertThat(decisions.get(i).at().since(decisions.get(i - 1).at())).isGreaterThanOrEqualTo(DomainLoop.APART);
        }
    }

    @Test
    void endsAtOnceWhileItWaitsForNews() throws InterruptedException {
        loop = slow();
        loop.start();
        Eventually.holds("the first decision", () -> !decisions.isEmpty());

        loop.stop();

        assertThat(decisions.get(decisions.size() - 1).reason()).isEqualTo(Reason.SHUTDOWN);
    }

    @Test
    void followsThePeriodItsTelemetryTakes() {
        AtomicInteger asked = new AtomicInteger();
        SystemTime fast = new SystemTime(1000);
        Governor governor = new Governor(
                DOMAIN,
                () -> Snapshots.running(3, fast.now()),
                sensor,
                Steering.enforcing(locks),
                new StaticPolicy(new Megahertz(1380)),
                decisions::add);
        loop = new DomainLoop(
                "chat",
                governor,
                fast,
                () -> Duration.ofSeconds(asked.incrementAndGet() < 3 ? 1 : 60),
                fast.speed(),
                true,
                metrics);
        loop.start();

        Eventually.holds("four decisions", () -> decisions.size() >= 4);
        assertThat(decisions.get(3).at().since(decisions.get(2).at())).isGreaterThan(Duration.ofSeconds(40));
    }

    @Test
    void releasesAfterATickThatFailsAndGovernsAgain() {
        AtomicBoolean broken = new AtomicBoolean();
        loop = loop(
                () -> {
                    if (broken.compareAndSet(true, false)) {
                        throw new IllegalStateException("a wrong number");
                    }
                    return Snapshots.running(3, time.now());
                },
                sensor,
                true);
        loop.start();
        Eventually.holds("a lock", () -> locks.calls().contains(CLOCK));

        broken.set(true);

        Eventually.holds("three calls", () -> locks.calls().size() >= 3);
        assertThat(locks.calls().subList(0, 3)).containsExactly(CLOCK, RecordedLocks.RELEASED, CLOCK);
    }

    @Test
    void keepsTryingToReleaseWhereEvenThatFails() {
        AtomicInteger failures = new AtomicInteger();
        loop = loop(
                steady,
                () -> {
                    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("GPU is lost");
                    }
                    return List.of();
                },
                true);
        loop.start();
        Eventually.holds("a lock", () -> locks.calls().contains(CLOCK));

        failures.set(4);

        Eventually.holds("a release and a lock after it", () -> locks.calls().size() >= 3);
        assertThat(locks.calls().subList(0, 3)).containsExactly(CLOCK, RecordedLocks.RELEASED, CLOCK);
    }

    @Test
    void releasesAfterAnErrorOfTheMachineAndGovernsAgain() {
        AtomicBoolean broken = new AtomicBoolean();
        loop = loop(
                () -> {
                    if (broken.compareAndSet(true, false)) {
                        throw new OutOfMemoryError("in a test");
                    }
                    return Snapshots.running(3, time.now());
                },
                sensor,
                true);
        loop.start();
        Eventually.holds("a lock", () -> locks.calls().contains(CLOCK));

        broken.set(true);

        Eventually.holds("three calls", () -> locks.calls().size() >= 3);
        assertThat(locks.calls().subList(0, 3)).containsExactly(CLOCK, RecordedLocks.RELEASED, CLOCK);
    }

    @Test
    void keepsTryingToReleaseWhereErrorsMeetTheRelease() {
        AtomicInteger errors = new AtomicInteger();
        RecordedLocks failing = new RecordedLocks() {
            @Override
            public Actuation release() {
                if (errors.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new OutOfMemoryError("in a test");
                }
                return super.release();
            }
        };
        AtomicBoolean broken = new AtomicBoolean();
        Governor governor = new Governor(
                DOMAIN,
                () -> {
                    if (broken.compareAndSet(true, false)) {
                        throw new NoClassDefFoundError("in a test");
                    }
                    return Snapshots.running(3, time.now());
                },
                sensor,
                Steering.enforcing(failing),
                new StaticPolicy(new Megahertz(1380)),
                decisions::add);
        loop = new DomainLoop("chat", governor, time, () -> Duration.ofMillis(5), time.speed(), true, metrics);
        loop.start();
        Eventually.holds("a lock", () -> failing.calls().contains(CLOCK));

        errors.set(3);
        broken.set(true);

        Eventually.holds("a release and a lock after it", () -> failing.calls().size() >= 3);
        assertThat(failing.calls().subList(0, 3)).containsExactly(CLOCK, RecordedLocks.RELEASED, CLOCK);
    }

    @Test
    void aLoopThatDiesReleasesEvenWhatItWasToKeep() {
        AtomicBoolean broken = new AtomicBoolean();
        loop = loop(
                () -> {
                    if (broken.get()) {
                        throw new StackOverflowError("in a test");
                    }
                    return Snapshots.running(3, time.now());
                },
                sensor,
                false);
        loop.start();
        Eventually.holds("a lock", () -> locks.calls().contains(CLOCK));

        broken.set(true);

        Eventually.holds("the release", locks::released);
    }

    /** A loop that would tick once an hour. */
    private DomainLoop slow() {
        Governor governor = new Governor(
                DOMAIN,
                steady,
                sensor,
                Steering.enforcing(locks),
                new StaticPolicy(new Megahertz(1380)),
                decisions::add);
        return new DomainLoop("chat", governor, time, () -> Duration.ofHours(1), time.speed(), true, metrics);
    }

    private DomainLoop loop(EngineTelemetry engine, GpuSensor gpus, boolean releaseOnExit) {
        Governor governor = new Governor(
                DOMAIN, engine, gpus, Steering.enforcing(locks), new StaticPolicy(new Megahertz(1380)), decisions::add);
        return new DomainLoop("chat", governor, time, () -> Duration.ofMillis(5), time.speed(), releaseOnExit, metrics);
    }
}

package io.gpugovernor.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gpugovernor.daemon.time.SystemTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HashTurnsTest {
    private final SystemTime time = new SystemTime();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void computesOneAtATime() throws Exception {
        HashTurns turns = new HashTurns(time, Duration.ofSeconds(20));
        AtomicInteger now = new AtomicInteger();
        List<Future<Verdict>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            InetAddress from = address(i);
            all.add(threads.submit(() -> turns.take(from, () -> {
                assertThat(now.incrementAndGet()).isEqualTo(1);
                work(20);
                now.decrementAndGet();
                return Verdict.RIGHT;
            })));
        }
        for (Future<Verdict> each : all) {
            assertThat(each.get()).isEqualTo(Verdict.RIGHT);
        }
    }

    /** However many guesses are made, a tenth of a core goes into them. */
    @Test
    void spendsATenthOfACoreOnGuesses() throws Exception {
        HashTurns turns = new HashTurns(time, Duration.ofSeconds(2));
        AtomicInteger computed = new AtomicInteger();
        var begin = time.now();
        List<Future<?>> flood = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            InetAddress from = address(i);
            flood.add(threads.submit(() -> {
                while (time.now().secondsSince(begin) < 2) {
                    turns.take(from, () -> {
                        work(20);
                        computed.incrementAndGet();
                        return Verdict.WRONG;
                    });
                }
            }));
        }
        for (Future<?> each : flood) {
            each.get();
        }
        double seconds = time.now().secondsSince(begin);
        assertThat(computed.get()).isBetween(2, (int) (seconds / 0.2) + 2);
    }

    @Test
    void letsNoAddressFillTheLine() throws Exception {
        HashTurns turns = new HashTurns(time, Duration.ofSeconds(20));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<Verdict> first = threads.submit(() -> turns.take(address(0), () -> {
            begun.countDown();
            await(goOn);
            return Verdict.RIGHT;
        }));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        List<Future<Verdict>> more = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            more.add(threads.submit(() -> turns.take(address(0), () -> Verdict.RIGHT)));
        }
        for (Future<Verdict> each :
                more.stream().filter(HashTurnsTest::endsSoon).toList()) {
            assertThat(each.get()).isEqualTo(Verdict.BUSY);
        }
        Future<Verdict> other = threads.submit(() -> turns.take(address(1), () -> Verdict.RIGHT));
        goOn.countDown();
        assertThat(other.get()).isEqualTo(Verdict.RIGHT);
        assertThat(first.get()).isEqualTo(Verdict.RIGHT);
        int busy = 0;
        for (Future<Verdict> each : more) {
            busy += each.get() == Verdict.BUSY ? 1 : 0;
        }
        assertThat(busy).isEqualTo(7);
    }

    private static boolean endsSoon(Future<Verdict> turn) {
        for (int i = 0; i < 100 && !turn.isDone(); i++) {
            LockSupport.parkNanos(1_000_000);
        }
        return turn.isDone();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(long millis) {
        var end = time.now().plus(Duration.ofMillis(millis));
        while (time.now().isBefore(end)) {
            Thread.onSpinWait();
        }
    }

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException never) {
            throw new IllegalStateException(never);
        }
    }
}

package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.Testbed;
import io.gpugovernor.sim.sweep.TestbedException;
import io.gpugovernor.sim.sweep.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A live engine and the GPUs under it. Latencies are a client's; energy is the GPUs' own count; clocks are set, if at
 * all, through the governor's lease. The engine should have nothing else to do meanwhile.
 */
public final class LiveTestbed implements Testbed {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Subject subject;
    private final Endpoint endpoint;
    private final OpenLoop loop;
    private final NodeGpus gpus;
    private final HeldClock clock;
    private final Waiting waiting;
    private final Consumer<String> remarks;

    /**
     * @param engine what is measured
     * @param subject what it is
     * @param time what everything is measured with
     * @param salt makes this process's prompts differ from every other's
     * @param remarks told in one line what weakens a reading
     * @throws TestbedException if the endpoint's token or certificates cannot be read
     */
    public LiveTestbed(
            Engine engine,
            Subject subject,
            NodeGpus gpus,
            SystemTime time,
            Patience patience,
            long salt,
            Consumer<String> remarks) {
        this.subject = subject;
        this.endpoint = engine.endpoint();
        this.gpus = gpus;
        this.waiting = new Waiting(time);
        this.clock = new HeldClock(gpus, waiting);
        this.remarks = remarks;
        this.loop =
                new OpenLoop(engine.client(time), engine.served().model(), new PromptTokens(salt), waiting, patience);
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public List<Megahertz> clocks() {
        return clock.steps();
    }

    @Override
    public void lock(Optional<Megahertz> wanted) {
        uninterrupted(() -> {
            clock.lock(wanted);
            return true;
        });
    }

    @Override
    public Reading serve(Errand errand) {
        return uninterrupted(() -> serve(errand, Schedule.of(errand)));
    }

    @Override
    public Reading rest(Duration span) {
        return uninterrupted(() -> {
            try (GpuWatch watch = watch()) {
                Mark from = GpuWatch.set(watch.mark());
                waiting.until(waiting.time().now().plus(span));
                Mark to = GpuWatch.set(watch.mark());
                return reading(List.of(), span, 0, from, to, 0);
            }
        });
    }

    @Override
    public Reading volley(int requests, Prompt prompt) {
        return uninterrupted(() -> {
            try (GpuWatch watch = watch()) {
                Mark from = GpuWatch.set(watch.mark());
                Volume volume = told(loop.send(Schedule.volley(requests), prompt, due -> {}));
                Mark to = GpuWatch.set(watch.mark());
                List<Timing> answers = volume.from(0);
                Duration elapsed = answers.stream()
                        .map(Timing::end)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO);
                return reading(answers, elapsed, answers.size(), from, to, volume.failedFrom(0));
            }
        });
    }

    /** Releases the clocks; may be called by any thread, at any time, and twice. */
    @Override
    public void close() {
        clock.close();
    }

    private Reading serve(Errand errand, Schedule schedule) throws InterruptedException {
        int first = errand.warmUp();
        int last = schedule.size() - 1;
        try (GpuWatch watch = watch()) {
            AtomicReference<@Nullable CompletableFuture<Mark>> from = new AtomicReference<>();
            AtomicReference<@Nullable CompletableFuture<Mark>> to = new AtomicReference<>();
            Volume volume = told(loop.send(schedule, errand.prompt(), due -> {
                if (due == first) {
                    from.set(watch.mark());
                }
                if (due == last) {
                    to.set(watch.mark());
                }
            }));
            Duration begin = schedule.offsets().get(first);
            Duration end = schedule.offsets().get(last);
            return reading(
                    volume.from(first),
                    end.minus(begin),
                    volume.endedWithin(begin, end),
                    GpuWatch.set(Objects.requireNonNull(from.get())),
                    GpuWatch.set(Objects.requireNonNull(to.get())),
                    volume.failedFrom(first));
        }
    }

    private GpuWatch watch() {
        return new GpuWatch(gpus.gauge(), clock::verify, waiting.time(), BETWEEN_LOOKS);
    }

    private Reading reading(List<Timing> answers, Duration span, int finished, Mark from, Mark to, int failed) {
        clock.stands();
        to.disobedience().ifPresent(why -> {
            throw new TestbedException(why + "; what was measured meanwhile is left out");
        });
        return new Reading(
                answers,
                span,
                finished,
                to.energySince(from, span),
                to.throttledSince(from),
                to.clockSince(from),
                failed);
    }

    /** @throws TestbedException if no request at all was answered */
    private Volume told(Volume volume) {
        volume.confession().ifPresent(remarks);
        if (volume.from(0).isEmpty() && volume.failure().isPresent()) {
            throw volume.failure().get();
        }
        volume.failure()
                .ifPresent(fault -> remarks.accept(volume.failedFrom(0) + " of "
                        + volume.answers().size() + " requests failed; the first: " + endpoint + " "
                        + fault.getMessage()));
        return volume;
    }

    private interface Measurement<T> {
        T make() throws InterruptedException;
    }

    private <T> T uninterrupted(Measurement<T> measurement) {
        try {
            return measurement.make();
        } catch (EngineFault fault) {
            throw new TestbedException(endpoint + " " + fault.getMessage(), fault);
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new TestbedException("the measurement was interrupted", told);
        }
    }
}

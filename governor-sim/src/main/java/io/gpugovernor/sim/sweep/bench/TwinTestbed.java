package io.gpugovernor.sim.sweep.bench;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.engine.RequestLog;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.Testbed;
import io.gpugovernor.sim.sweep.TestbedException;
import io.gpugovernor.sim.sweep.Timing;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A twin in virtual time. The same seed and the same calls give the same readings. */
public final class TwinTestbed implements Testbed {
    /** Longer than any switch of a clock takes, its stall included. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final HardwareProfile profile;
    private final Twin twin;
    private final List<Timing> ended = new ArrayList<>();
    private Moment origin = new Moment(0);

    /** @param seed of the jitter of steps */
    public TwinTestbed(HardwareProfile profile, long seed) {
        this.profile = profile;
        this.twin = new Twin(profile, SwitchTiming.DEFAULT, new SplittableRandom(seed), new Ends());
    }

    @Override
    public Subject subject() {
        return TwinSubject.of(profile);
    }

    @Override
    public List<Megahertz> clocks() {
        return profile.clocks().steps();
    }

    @Override
    public void lock(Optional<Megahertz> clock) {
        Megahertz wanted = clock.orElse(profile.clocks().max());
        if (!profile.clocks().contains(wanted)) {
            throw new TestbedException(profile.name() + " has no clock step of " + wanted.value() + " MHz");
        }
        twin.lock(wanted);
        twin.advanceTo(twin.now().plus(SETTLE));
    }

    @Override
    public Reading serve(Errand errand) {
        begin();
        SplittableRandom random = new SplittableRandom(errand.seed());
        int rejectedBefore = (int) twin.engine().rejected();
        Window window = new Window(twin);
        double arrival = twin.now().seconds();
        for (int i = 0; i < errand.warmUp() + errand.requests(); i++) {
            arrival -= Math.log(1 - random.nextDouble()) / errand.rate().perSecond();
            window.advanceTo(new Moment(Math.round(arrival * 1e9)));
            if (i == errand.warmUp()) {
                window = new Window(twin);
            }
            twin.submit(errand.prompt().inputTokens(), errand.prompt().outputTokens());
        }
        Window.Sum sum = window.sum();
        drain();
        int failed = (int) twin.engine().rejected() - rejectedBefore;
        ended.sort(Comparator.comparing(Timing::arrival));
        List<Timing> measured = ended.subList(Math.min(errand.warmUp(), ended.size()), ended.size());
        return sum.reading(measured, finished(sum), Math.min(failed, errand.requests()));
    }

    @Override
    public Reading rest(Duration span) {
        begin();
        Window window = new Window(twin);
        window.advanceTo(twin.now().plus(span));
        return window.sum().reading(List.of(), 0, 0);
    }

    @Override
    public Reading volley(int requests, Prompt prompt) {
        begin();
        int rejectedBefore = (int) twin.engine().rejected();
        Window window = new Window(twin);
        for (int i = 0; i < requests; i++) {
            twin.submit(prompt.inputTokens(), prompt.outputTokens());
        }
        while (!twin.engine().idle()) {
            window.advanceTo(twin.stepEnd());
        }
        Reading reading =
                window.sum().reading(ended, ended.size(), (int) twin.engine().rejected() - rejectedBefore);
        drain();
        return reading;
    }

    @Override
    public void close() {}

    private void begin() {
        ended.clear();
        origin = twin.now();
    }

    private void drain() {
        while (!twin.engine().idle()) {
            twin.advanceTo(twin.stepEnd());
        }
        twin.advanceTo(twin.now().plus(SETTLE));
    }

    private int finished(Window.Sum sum) {
        Duration from = sum.from().since(origin);
        Duration to = sum.to().since(origin);
        return (int) ended.stream()
                .map(Timing::end)
                .filter(end -> end.compareTo(from) > 0 && end.compareTo(to) <= 0)
                .count();
    }

    /** Requests as they end. The engine tells how long a request took; when it arrived follows from that. */
    private final class Ends implements RequestLog {
        @Override
        public void firstToken(Duration ttft) {}

        @Override
        public void ended(Completion completion, int promptTokens, int generatedTokens) {
            Duration decoding = completion.tbt().orElse(Duration.ZERO).multipliedBy(Math.max(0, generatedTokens - 1));
            Duration sinceArrival = completion.ttft().minus(profile.frontend()).plus(decoding);
            Duration arrival = twin.now().since(origin).minus(sinceArrival);
            ended.add(new Timing(arrival, completion.ttft(), completion.tbt(), promptTokens, generatedTokens));
        }
    }
}

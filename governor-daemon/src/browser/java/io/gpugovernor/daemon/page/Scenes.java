package io.gpugovernor.daemon.page;

import io.gpugovernor.core.model.Account;
import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.GovernorState;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Served;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.daemon.journal.Decisions;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What daemons have been through, for tests that need more than a decision. */
final class Scenes {
    private static final int TICKS = 480;
    private static final int LOWEST = 705;
    private static final int STEP = 15;

    private Scenes() {}

    static Decisions eightGpus(String domain) {
        return Decisions.steady(domain)
                .with(IntStream.range(0, 8)
                        .mapToObj(index -> Decisions.gpu(index, 1380, 340 + index))
                        .toArray(GpuReading[]::new));
    }

    /** Two minutes at four decisions a second, which wander between clocks; always the same. */
    static void twoMinutes(ShownDaemon daemon, String... domains) {
        SplittableRandom random = new SplittableRandom(1);
        int clock = 1380;
        for (int tick = 0; tick < TICKS; tick++) {
            daemon.pass(0.25);
            int next = tick % 9 == 0 ? LOWEST + STEP * random.nextInt(80) : clock;
            for (String domain : domains) {
                daemon.decide(wandering(domain, clock, next, random));
            }
            clock = next;
        }
    }

    /** The same in observe mode: the GPUs stay where the driver has them, and nothing is saved. */
    static void twoMinutesObserved(ShownDaemon daemon, String domain) {
        SplittableRandom random = new SplittableRandom(1);
        int clock = 1380;
        for (int tick = 0; tick < TICKS; tick++) {
            daemon.pass(0.25);
            int next = tick % 9 == 0 ? LOWEST + STEP * random.nextInt(80) : clock;
            double watts = 480 + random.nextDouble(20);
            daemon.decide(Decisions.steady(domain)
                    .moving(clock, next, new Actuation.ObservedOnly())
                    .because(
                            GovernorState.GOVERNING,
                            next == clock ? Reason.OPTIMAL : next > clock ? Reason.DEADLINE : Reason.SAVING,
                            "")
                    .with(new Account(new Joules(7000), Joules.ZERO, 1000, 4, 900, 2, 17, new Served(1000, 4, 900, 2)))
                    .with(Decisions.gpu(0, 1980, watts), Decisions.gpu(1, 1980, watts)));
            clock = next;
        }
    }

    private static Decisions wandering(String domain, int clock, int next, SplittableRandom random) {
        double watts = next * 0.25 + random.nextDouble(20);
        Decisions decision =
                Decisions.steady(domain).with(Decisions.gpu(0, next, watts), Decisions.gpu(1, next, watts));
        return next == clock
                ? decision.moving(clock, clock, new Actuation.NotNeeded())
                : decision.moving(clock, next, new Actuation.Accepted())
                        .because(GovernorState.GOVERNING, next > clock ? Reason.DEADLINE : Reason.SAVING, "");
    }
}

package io.gpugovernor.sim.peer;

import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Ladder;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;

/**
 * AGFT (arXiv 2508.01744; code read in SusCom-Lab/AGFT at commit 35172ce5).
 *
 * <pre>
 * every 0.8 s:
 *   EDP = energy of the window * mean time between tokens in it
 *   reward of the clock that was set = 2 * (1 - min(2, EDP / EDP0))
 *   EDP0 = 0.9 * mean EDP of 10 windows at full clock
 *   clock = the arm of the LinUCB bandit with the highest  theta . x + alpha * sqrt(x' A^-1 x)
 *   alpha = 10 e^(-0.02 n), but at least 0.1
 *   x = z-scores of: queue or none, prompt tokens/s, generated tokens/s, tokens a step, requests running, KV cache used
 *   prune an arm 4 deviations worse than the best after 6 tries, or at a reward below -1.2; refine around the best
 *   3 empty windows: lowest clock
 * </pre>
 *
 * <ul>
 *   <li>There: vLLM's Prometheus metrics and the GPU's energy, nothing else. It needs no patch and knows no SLO.
 *   <li>Here: the same, through the same interface as this project's governor; it sees nothing inside the engine.
 *   <li>Liberties: the time between tokens is that of every token, there only of requests that ended; its seventh
 *       feature, the hit rate of the prefix cache, is a constant, as the twin has no such cache; arms start 90 MHz
 *       apart. It learns from nothing in the run that is scored, as it does in operation.
 * </ul>
 */
public final class Agft implements Policy {
    /** Time between two decisions. */
    public static final Duration PERIOD = Duration.ofMillis(800);

    private static final int FEATURES = 7;
    private static final int SPACING_MEGAHERTZ = 90;
    private static final int BASELINE_WINDOWS = 10;
    private static final double BASELINE_SHARE = 0.9;
    private static final int EMPTY_WINDOWS = 3;

    private final Memory memory;

    private Agft(Memory memory) {
        this.memory = memory;
    }

    /**
     * What it remembers.
     *
     * @param bandit what it learned; empty until it has seen a clock table
     * @param scale how features are spread
     * @param baselines windows seen at full clock, at most ten
     * @param baselineEdp sum of their energy-delay products
     * @param empty empty windows in a row
     * @param meter energy counters at the last window
     * @param pulled clock that was chosen last, and the features it was chosen by
     */
    private record Memory(
            Optional<Bandit> bandit,
            Standardizer scale,
            int baselines,
            double baselineEdp,
            int empty,
            Optional<Joules> meter,
            Optional<Pull> pulled) {}

    private static final class Pull {
        final Megahertz clock;
        final double[] features;

        Pull(Megahertz clock, double[] features) {
            this.clock = clock;
            this.features = features;
        }
    }

    /** Nothing learned yet. */
    public static Agft starting() {
        return new Agft(
                new Memory(Optional.empty(), Standardizer.of(FEATURES), 0, 0, 0, Optional.empty(), Optional.empty()));
    }

    @Override
    public Ruling rule(Situation situation) {
        Window window = situation.observation().window();
        Joules meter = meter(situation);
        EngineSnapshot engine = situation.observation().snapshot();
        boolean empty = window.stepLatency().count() == 0 && engine.running() == 0 && engine.waiting() == 0;
        if (empty) {
            int inARow = memory.empty() + 1;
            Agft next = with(memory.bandit(), memory.scale(), 0, inARow, meter, Optional.empty());
            return inARow >= EMPTY_WINDOWS
                    ? Answer.idle(situation, next)
                    : Answer.of(situation.setpoint(), situation, next);
        }
        double edp = edp(window, meter);
        if (memory.baselines() < BASELINE_WINDOWS) {
            return Answer.maximum(situation, with(memory.bandit(), memory.scale(), edp, 0, meter, Optional.empty()));
        }
        Bandit bandit = learned(situation, edp);
        double[] raw = features(situation);
        Standardizer scale = memory.scale().after(raw);
        double[] x = scale.apply(raw);
        x[FEATURES - 1] = 1;
        Megahertz clock = bandit.choose(x);
        return Answer.of(
                clock, situation, with(Optional.of(bandit), scale, 0, 0, meter, Optional.of(new Pull(clock, x))));
    }

    private Agft with(
            Optional<Bandit> bandit,
            Standardizer scale,
            double baselineEdp,
            int empty,
            Joules meter,
            Optional<Pull> pulled) {
        int more = baselineEdp > 0 ? 1 : 0;
        return new Agft(new Memory(
                bandit,
                scale,
                memory.baselines() + more,
                memory.baselineEdp() + baselineEdp,
                empty,
                Optional.of(meter),
                pulled));
    }

    private Bandit learned(Situation situation, double edp) {
        Bandit bandit = memory.bandit()
                .orElseGet(() -> Bandit.over(
                        Ladder.within(
                                situation.clocks(),
                                situation.clocks().min(),
                                situation.clocks().max(),
                                SPACING_MEGAHERTZ),
                        FEATURES));
        if (memory.pulled().isEmpty() || edp <= 0) {
            return bandit;
        }
        double reference = BASELINE_SHARE * memory.baselineEdp() / memory.baselines();
        double reward = 2 * (1 - Math.min(2, edp / reference));
        Pull pull = memory.pulled().get();
        return bandit.rewarded(pull.clock, reward, pull.features, situation.clocks());
    }

    /** Joules times seconds; 0 where no token came out or the meter has not been read before. */
    private double edp(Window window, Joules meter) {
        boolean known = memory.meter().isPresent() && window.stepLatency().count() > 0;
        return known
                ? meter.minus(memory.meter().get()).value()
                        * window.stepLatency().mean()
                : 0;
    }

    private static double[] features(Situation situation) {
        Window window = situation.observation().window();
        EngineSnapshot engine = situation.observation().snapshot();
        double seconds = Durations.seconds(window.length());
        double latency = window.stepLatency().mean();
        double steps = latency > 0 ? seconds / latency : 1;
        double[] x = new double[FEATURES];
        x[0] = engine.waiting() > 0 ? 1 : 0;
        x[1] = window.promptTokens() / seconds;
        x[2] = window.generationTokens() / seconds;
        x[3] = (window.promptTokens() + window.generationTokens()) / steps;
        x[4] = engine.running();
        x[5] = engine.kvUsage().value();
        return x;
    }

    private static Joules meter(Situation situation) {
        Joules sum = Joules.ZERO;
        for (GpuReading gpu : situation.observation().gpus()) {
            if (gpu.energy() instanceof Reading.Present<Joules> counter) {
                sum = sum.plus(counter.value());
            }
        }
        return sum;
    }
}

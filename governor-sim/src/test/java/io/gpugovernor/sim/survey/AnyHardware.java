package io.gpugovernor.sim.survey;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.gpu.ClockCurve;
import io.gpugovernor.sim.gpu.EngineLimits;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.PowerDraw;
import io.gpugovernor.sim.gpu.StepTiming;
import java.util.Map;
import java.util.Random;

/** GPUs and engines that never existed: from one small card to eight large ones, and models from a few billions up. */
final class AnyHardware {
    private static final int STEP = 15;

    private final Random random;

    AnyHardware(Random random) {
        this.random = random;
    }

    HardwareProfile drawn() {
        Megahertz lowest = new Megahertz(STEP * (12 + random.nextInt(15)));
        Megahertz highest = new Megahertz(STEP * (90 + random.nextInt(110)));
        int gpus = 1 << random.nextInt(4);
        double limit = between(225, 975);
        return new HardwareProfile(
                "any",
                "drawn for a test",
                "Paper",
                "paper/model",
                gpus,
                ClockTable.evenly(lowest, highest, STEP),
                new Watts(limit),
                new EngineLimits(512 << random.nextInt(5), 32 << random.nextInt(5), (long) scaled(60_000, 1_000_000)),
                timing(gpus),
                draw(lowest, highest, limit),
                Durations.ofSeconds(between(0.002, 0.015)),
                new Ratio(between(0.01, 0.08)));
    }

    /** What this hardware keeps easily of prompts up to {@code longPrompt} tokens, one at a time. */
    Slo slo(HardwareProfile hardware, int longPrompt) {
        StepTiming step = hardware.timing();
        double fixed = step.host() + step.communication() + step.weights();
        double prefill = longPrompt * (step.perToken() + step.perTokenCommunication()) + fixed;
        double decode = fixed + 24 * (step.perToken() + 1500 * step.perContextToken());
        return Slo.of(
                Durations.ofSeconds(0.05 + between(3, 6) * prefill),
                Durations.ofSeconds(between(1.8, 4) * decode),
                new Ratio(0.99));
    }

    private StepTiming timing(int gpus) {
        double perToken = scaled(6e-6, 220e-6);
        return new StepTiming(
                between(0.001, 0.008),
                gpus > 1 ? between(0.0005, 0.006) : 0,
                gpus > 1 ? between(0.2e-6, 3e-6) : 0,
                perToken,
                perToken * between(0.3e-5, 2e-5),
                scaled(0.003, 0.024),
                scaled(5e-9, 300e-9),
                between(0.45, 0.88),
                between(2, 8),
                between(1.1, 2.5));
    }

    private PowerDraw draw(Megahertz lowest, Megahertz highest, double limit) {
        double idle = limit * between(0.12, 0.25);
        return new PowerDraw(
                new ClockCurve(Map.of(lowest, idle * between(0.45, 0.9), highest, idle)),
                limit * between(0.02, 0.1),
                limit * between(0.8, 1.4),
                limit * between(0.04, 0.1),
                limit * between(0.4, 0.7),
                between(0.4, 0.75),
                between(1, 1.8));
    }

    private double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    /** Every factor between is as likely. */
    private double scaled(double least, double most) {
        return least * Math.exp(random.nextDouble() * Math.log(most / least));
    }
}

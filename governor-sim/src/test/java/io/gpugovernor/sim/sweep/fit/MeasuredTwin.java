package io.gpugovernor.sim.sweep.fit;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.gpu.HardwareProfile;
import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Measures a twin as a sweep does, from outside, and blurs every figure if asked. */
final class MeasuredTwin {
    private static final int[][] BURSTS = {
        {1, 100, 50},
        {1, 500, 128},
        {1, 1024, 128},
        {1, 1024, 1},
        {8, 1024, 1},
        {16, 500, 64},
        {64, 100, 64},
        {32, 1024, 64}
    };

    private final HardwareProfile hardware;
    private final double noise;
    private final SplittableRandom random;

    MeasuredTwin(HardwareProfile hardware, double noise, long seed) {
        this.hardware = hardware;
        this.noise = noise;
        this.random = new SplittableRandom(seed);
    }

    Known known() {
        return new Known(
                hardware.name(),
                hardware.gpuModel(),
                hardware.modelName(),
                hardware.gpus(),
                hardware.clocks(),
                hardware.limits(),
                Optional.of(hardware.powerLimit()));
    }

    /** At clocks from 780 MHz, 200 MHz apart, with the highest. */
    Evidence evidence() {
        List<Burst> bursts = new ArrayList<>();
        Map<Megahertz, Watts> idle = new TreeMap<>();
        for (Megahertz clock : clocks(hardware.clocks())) {
            Twin twin = twin(clock, new ArrayList<>());
            idle.put(clock, twin.power().times(blur()));
            for (int[] burst : BURSTS) {
                if (burst[0] <= hardware.limits().maxSequences()) {
                    bursts.add(burst(clock, burst[0], burst[1], burst[2]));
                }
            }
        }
        return new Evidence(bursts, idle);
    }

    private static List<Megahertz> clocks(ClockTable table) {
        List<Megahertz> clocks = new ArrayList<>();
        for (int clock = 800; clock < table.max().value(); clock += 200) {
            clocks.add(table.floor(new Megahertz(clock)));
        }
        clocks.add(table.max());
        return clocks;
    }

    Burst burst(Megahertz clock, int requests, int inputTokens, int outputTokens) {
        List<Completion> ended = new ArrayList<>();
        Twin twin = twin(clock, ended);
        Moment begun = twin.now();
        Joules before = twin.energy();
        for (int i = 0; i < requests; i++) {
            twin.submit(inputTokens, outputTokens);
        }
        while (ended.size() < requests) {
            twin.advanceTo(twin.stepEnd());
        }
        double seconds = Durations.seconds(twin.now().since(begun));
        double watts = twin.energy().minus(before).value() / seconds;
        Completion last =
                ended.stream().max(Comparator.comparing(Completion::ttft)).orElseThrow();
        return new Burst(
                clock,
                requests,
                inputTokens,
                outputTokens,
                blurred(last.ttft()),
                last.tbt().map(this::blurred),
                new Watts(watts * blur()));
    }

    private Twin twin(Megahertz clock, List<Completion> ended) {
        Twin twin = new Twin(hardware, SwitchTiming.DEFAULT, random.split(), ended::add);
        twin.lock(clock);
        twin.advanceTo(twin.now().plus(Duration.ofSeconds(2)));
        return twin;
    }

    private Duration blurred(Duration time) {
        return Durations.ofSeconds(Durations.seconds(time) * blur());
    }

    private double blur() {
        return Math.exp(noise * random.nextGaussian());
    }
}

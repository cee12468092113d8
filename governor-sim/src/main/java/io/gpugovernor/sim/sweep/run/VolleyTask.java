package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Ratio;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.Testbed;
import io.gpugovernor.sim.sweep.TestbedException;
import io.gpugovernor.sim.sweep.Timing;
import io.gpugovernor.sim.sweep.Volley;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Some equal requests sent at one moment. */
record VolleyTask(Setup setup, Megahertz clock, int batch, Prompt prompt, Plan plan) implements Task {
    private static final int[] PROMPTS = {128, 256, 512, 1024, 2048};
    private static final int[] BATCHES = {1, 4, 16, 64};
    private static final int[] CONTEXTS = {256, 1536};
    private static final int DECODED = 96;

    /**
     * Single prompts of several lengths with one token out, and batches at two contexts with one token out and with many:
     * the difference is pure decoding. What the engine cannot hold at once is left out.
     */
    static List<VolleyTask> all(Subject subject, Megahertz clock, Plan plan) {
        List<VolleyTask> tasks = new ArrayList<>();
        for (int prompt : PROMPTS) {
            tasks.add(new VolleyTask(subject.setup(), clock, 1, new Prompt(prompt, 1), plan));
        }
        for (int batch : BATCHES) {
            for (int context : CONTEXTS) {
                boolean fits = batch <= subject.maxSequences()
                        && (long) batch * (context + DECODED)
                                <= subject.kvTokens().orElse(Long.MAX_VALUE);
                if (fits && (batch > 1 || context != 256)) {
                    tasks.add(new VolleyTask(subject.setup(), clock, batch, new Prompt(context, 1), plan));
                }
                if (fits) {
                    tasks.add(new VolleyTask(subject.setup(), clock, batch, new Prompt(context, DECODED), plan));
                }
            }
        }
        return tasks;
    }

    @Override
    public String name() {
        return Names.volley(setup, clock, batch, prompt);
    }

    @Override
    public boolean done(Ledger ledger) {
        return ledger.has(name());
    }

    @Override
    public void measure(Testbed testbed, Ledger ledger) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < plan.effort().repeats(); i++) {
            Reading reading = testbed.volley(batch, prompt);
            if (reading.requests().size() < batch) {
                throw new TestbedException(name() + ": " + reading.failed() + " of " + batch
                        + " requests did not end well; the engine refuses the length, or does not answer");
            }
            readings.add(reading);
        }
        ledger.keep(new Volley(
                setup,
                clock,
                batch,
                prompt,
                readings.size(),
                mean(readings, reading -> sorted(reading, Timing::ttft).get(0)),
                mean(readings, reading -> sorted(reading, Timing::ttft).get(batch - 1)),
                tbt(
                        readings,
                        reading -> Durations.ofSeconds(sorted(reading, VolleyTask::tbt).stream()
                                .mapToDouble(Durations::seconds)
                                .average()
                                .orElseThrow())),
                tbt(readings, reading -> sorted(reading, VolleyTask::tbt).get(0)),
                mean(readings, Reading::elapsed),
                new Joules(average(readings, reading -> reading.energy().value())),
                new Ratio(average(readings, reading -> reading.throttled().value()))));
    }

    private Optional<Duration> tbt(List<Reading> readings, Function<Reading, Duration> time) {
        return prompt.outputTokens() > 1 ? Optional.of(mean(readings, time)) : Optional.empty();
    }

    private static Duration tbt(Timing timing) {
        return timing.tbt().orElse(Duration.ZERO);
    }

    private static List<Duration> sorted(Reading reading, Function<Timing, Duration> time) {
        return reading.requests().stream().map(time).sorted().toList();
    }

    private static Duration mean(List<Reading> readings, Function<Reading, Duration> time) {
        return Durations.ofSeconds(average(readings, reading -> Durations.seconds(time.apply(reading))));
    }

    private static double average(List<Reading> readings, ToDoubleFunction<Reading> quantity) {
        return readings.stream().mapToDouble(quantity).average().orElseThrow();
    }

    @Override
    public long requests() {
        return (long) batch * plan.effort().repeats();
    }
}

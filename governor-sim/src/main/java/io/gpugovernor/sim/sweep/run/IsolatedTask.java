package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Testbed;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Requests of a class, one at a time. */
record IsolatedTask(Cell cell, Megahertz clock, Plan plan) implements Task {
    @Override
    public Setup setup() {
        return cell.setup();
    }

    @Override
    public String name() {
        return cell.workload().code() + " alone on " + cell.setup() + " at " + clock;
    }

    @Override
    public boolean done(Ledger ledger) {
        return ledger.isolated(cell, clock).isPresent();
    }

    @Override
    public void measure(Testbed testbed, Ledger ledger) {
        int repeats = plan.effort().repeats();
        List<Reading> readings = IntStream.range(0, repeats)
                .mapToObj(i -> testbed.volley(1, Prompt.of(cell.workload())))
                .toList();
        double[] ttft = each(readings, reading -> Tails.of(reading).ttft().p50());
        double[] tbt = each(readings, reading -> Tails.of(reading).tbt().p50());
        ledger.keep(new Isolated(
                cell.setup(),
                cell.workload(),
                clock,
                repeats,
                Repeats.estimate(ttft),
                Repeats.estimate(tbt),
                Durations.ofSeconds(Repeats.estimate(each(readings, reading -> Durations.seconds(reading.elapsed())))
                        .value()),
                new Joules(Repeats.estimate(
                                each(readings, reading -> reading.energy().value()))
                        .value()),
                Repeats.outliers(List.of(ttft, tbt))));
    }

    private static double[] each(List<Reading> readings, ToDoubleFunction<Reading> quantity) {
        return readings.stream().mapToDouble(quantity).toArray();
    }

    @Override
    public long requests() {
        return plan.effort().repeats();
    }
}

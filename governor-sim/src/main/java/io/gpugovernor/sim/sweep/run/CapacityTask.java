package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Isolated;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Target;
import io.gpugovernor.sim.sweep.Testbed;
import java.util.Optional;

/** The maximum throughput of a class at a clock; needs the class alone at the reference clock and at this one. */
record CapacityTask(Cell cell, Megahertz clock, Plan plan) implements Task {
    /** What a search usually takes: six doublings and seven bisections. */
    private static final int TRIALS = 13;

    @Override
    public Setup setup() {
        return cell.setup();
    }

    @Override
    public String name() {
        return "maximum throughput of " + cell.workload().code() + " on " + cell.setup() + " at " + clock;
    }

    @Override
    public boolean done(Ledger ledger) {
        return ledger.capacity(cell, clock).isPresent();
    }

    @Override
    public void measure(Testbed testbed, Ledger ledger) {
        Target target =
                plan.slos().target(ledger.isolated(cell, plan.reference()).orElseThrow());
        Isolated alone = ledger.isolated(cell, clock).orElseThrow();
        RequestRate oneAtATime = new RequestRate(1 / Durations.seconds(alone.elapsed()));
        ThroughputSearch search = new ThroughputSearch(rate -> Trial.of(rate, testbed.serve(errand(rate))), target);
        ThroughputSearch.Found found = search.from(oneAtATime);
        Trial kept = found.kept();
        ledger.keep(new Capacity(
                cell.setup(),
                cell.workload(),
                clock,
                target.ttft(),
                target.tbt(),
                found.any() ? Optional.of(kept.rate()) : Optional.empty(),
                kept.ttft(),
                kept.tbt(),
                kept.power(),
                kept.energyPerRequest(),
                found.limitedBy()));
    }

    /** The same arrivals for every clock and configuration, so that they differ by what they are and not by chance. */
    private Errand errand(RequestRate rate) {
        return new Errand(
                Prompt.of(cell.workload()),
                rate,
                plan.effort().requests(),
                plan.effort().warmUp(),
                Seeds.of(plan.seed(), "arrivals of " + cell.workload()));
    }

    @Override
    public long requests() {
        return (long) TRIALS * (plan.effort().requests() + plan.effort().warmUp());
    }
}

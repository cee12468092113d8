package io.gpugovernor.sim.sweep.run;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Capacity;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.RequestRate;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Testbed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Serving a class at a clock and a load; a load that is a share needs the maximum throughput at the reference clock. */
record PointTask(Cell cell, Megahertz clock, Load load, Plan plan) implements Task {
    @Override
    public Setup setup() {
        return cell.setup();
    }

    @Override
    public String name() {
        return Names.point(cell, clock, load.toString());
    }

    @Override
    public boolean done(Ledger ledger) {
        return ledger.has(name());
    }

    @Override
    public void measure(Testbed testbed, Ledger ledger) {
        Optional<RequestRate> rate = rate(ledger);
        if (rate.isEmpty()) {
            return;
        }
        List<Reading> readings = IntStream.range(0, plan.effort().repeats())
                .mapToObj(repeat -> testbed.serve(errand(rate.get(), repeat)))
                .toList();
        ledger.keep(Serving.point(this, rate.get(), readings));
    }

    /** Empty where no rate keeps the SLO at the reference clock. */
    private Optional<RequestRate> rate(Ledger ledger) {
        if (load instanceof Load.Share share) {
            return ledger.capacity(cell, plan.reference())
                    .flatMap(Capacity::maximum)
                    .map(maximum -> maximum.times(share.ofMaximum().value()));
        }
        return Optional.of(((Load.Fixed) load).rate());
    }

    /** The same arrivals for every clock and configuration, so that they differ by what they are and not by chance. */
    private Errand errand(RequestRate rate, int repeat) {
        return new Errand(
                Prompt.of(cell.workload()),
                rate,
                plan.effort().requests(),
                plan.effort().warmUp(),
                Seeds.of(plan.seed(), "arrivals of " + cell.workload() + ", repeat " + repeat));
    }

    @Override
    public long requests() {
        return (long) plan.effort().repeats()
                * (plan.effort().requests() + plan.effort().warmUp());
    }
}

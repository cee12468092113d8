package io.gpugovernor.daemon.lease;

import io.gpugovernor.core.model.Actuation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Releases what a dead daemon left locked: the GPUs its lease lists and no other. */
public final class Leftovers {
    private final Lease lease;
    private final GpuRelease gpus;

    public Leftovers(Lease lease, GpuRelease gpus) {
        this.lease = lease;
        this.gpus = gpus;
    }

    /**
     * What became of one GPU.
     *
     * @param actuation how the release ended
     * @param stillListed why the lease lists the GPU although it is released; empty otherwise
     */
    public record Outcome(LeaseEntry entry, Actuation actuation, Optional<String> stillListed) {
        /** Whether the GPU carries no lock of ours any more. */
        public boolean released() {
            return ends(actuation);
        }

        /** One line for the log. */
        public String sentence() {
            if (actuation instanceof Actuation.Failed failed) {
                return entry.address() + " could not be released: " + failed.reason() + "; it stays listed";
            } else if (!released()) {
                return entry.address() + " was not released: nothing may be written; it stays listed";
            }
            String what = actuation instanceof Actuation.NotNeeded ? " had no lock" : " released";
            return entry.address()
                    + what
                    + stillListed.map(why -> ", but stays listed: " + why).orElse("");
        }
    }

    /**
     * Tries every leftover GPU once, and takes those released off the lease one by one, so that a death in between
     * repeats little. Those that failed stay; call again to retry them.
     */
    public List<Outcome> release() {
        List<Outcome> outcomes = new ArrayList<>();
        for (LeaseEntry entry : lease.leftover().entries()) {
            Actuation actuation = tried(entry);
            outcomes.add(new Outcome(entry, actuation, ends(actuation) ? settle(entry) : Optional.empty()));
        }
        return outcomes;
    }

    static boolean ends(Actuation release) {
        return release instanceof Actuation.Accepted || release instanceof Actuation.NotNeeded;
    }

    private Actuation tried(LeaseEntry entry) {
        try {
            return gpus.release(entry);
        } catch (RuntimeException e) {
            // One GPU's failure must not keep the others locked.
            return new Actuation.Failed("unexpected error: " + e);
        }
    }

    private Optional<String> settle(LeaseEntry entry) {
        try {
            lease.settle(entry);
            return Optional.empty();
        } catch (LeaseException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

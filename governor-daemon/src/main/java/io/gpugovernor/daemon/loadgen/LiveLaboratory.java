package io.gpugovernor.daemon.loadgen;

import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.sweep.Errand;
import io.gpugovernor.sim.sweep.Laboratory;
import io.gpugovernor.sim.sweep.Prompt;
import io.gpugovernor.sim.sweep.Reading;
import io.gpugovernor.sim.sweep.Setup;
import io.gpugovernor.sim.sweep.Subject;
import io.gpugovernor.sim.sweep.Testbed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One live engine, in the configuration it was started in. A clock stays locked from one row to the next. */
public final class LiveLaboratory implements Laboratory, AutoCloseable {
    /** Enough for this process's own code to have become fast, and for the engine's first-time work to be done. */
    private static final int WARM_UP = 3;

    private static final Prompt SMALL = new Prompt(128, 16);
    /** The paper's medium request. */
    private static final Prompt MEDIUM = new Prompt(500, 128);

    private final LiveTestbed testbed;
    private Duration perRequest = Duration.ofSeconds(1);

    /** @param testbed becomes this laboratory's to close */
    public LiveLaboratory(LiveTestbed testbed) {
        this.testbed = testbed;
    }

    /**
     * Sends the first requests, whose latencies count for nothing, and learns how long one takes.
     *
     * @throws io.gpugovernor.sim.sweep.TestbedException if the engine does not serve them
     */
    public void warmUp() {
        for (int i = 0; i < WARM_UP; i++) {
            testbed.volley(2, SMALL);
        }
        perRequest = testbed.volley(1, MEDIUM).elapsed();
    }

    @Override
    public List<Setup> setups() {
        return List.of(testbed.subject().setup());
    }

    @Override
    public Testbed open(Setup setup, long seed) {
        return new Guest(testbed);
    }

    @Override
    public Subject subject(Setup setup) {
        return testbed.subject();
    }

    /** As long as a request alone takes: between what light and heavy loads take, whose requests overlap. */
    @Override
    public Duration perRequest() {
        return perRequest;
    }

    @Override
    public int atOnce() {
        return 1;
    }

    /** Releases the clocks; may be called by any thread, at any time, and twice. */
    @Override
    public void close() {
        testbed.close();
    }

    /** The testbed for one row: whoever closes it leaves clock and connections as they are. */
    private record Guest(LiveTestbed testbed) implements Testbed {
        @Override
        public Subject subject() {
            return testbed.subject();
        }

        @Override
        public List<Megahertz> clocks() {
            return testbed.clocks();
        }

        @Override
        public void lock(Optional<Megahertz> clock) {
            testbed.lock(clock);
        }

        @Override
        public Reading serve(Errand errand) {
            return testbed.serve(errand);
        }

        @Override
        public Reading rest(Duration span) {
            return testbed.rest(span);
        }

        @Override
        public Reading volley(int requests, Prompt prompt) {
            return testbed.volley(requests, prompt);
        }

        @Override
        public void close() {}
    }
}

package io.gpugovernor.sim.live;

import java.util.function.Supplier;

/** Looks at a twin that other threads use too: brought up to the present first, and alone with it while looking. */
interface Presently {
    <T> T look(Supplier<T> at);
}

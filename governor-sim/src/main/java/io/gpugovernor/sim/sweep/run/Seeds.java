package io.gpugovernor.sim.sweep.run;

/** Seeds that depend on what is measured and on nothing else: not on the order, not on the number of threads. */
final class Seeds {
    private Seeds() {}

    /** A seed for the thing called {@code name} in the sweep with this seed. */
    static long of(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = scramble(mixed + name.charAt(i));
        }
        return mixed;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), after its increment. */
    private static long scramble(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

package io.gpugovernor.sim.advise;

/** What is to be least. */
public enum Objective {
    /** Joules for a request: the mean draw of all GPUs on the account over the rate. */
    ENERGY,
    /** Watts that 99 % of seconds do not exceed. */
    POWER,
    /** Money for an hour: GPUs and energy. */
    COST
}

package io.gpugovernor.daemon.config;

/**
 * One policy domain: the GPUs that serve one engine instance, and the promise they are governed by.
 *
 * @param name unique within the file; the {@code domain} label of every metric
 */
public record DomainConfig(
        String name,
        EngineConfig engine,
        GpuSelection gpus,
        SloConfig slo,
        Objective objective,
        ClockRange clocks,
        HysteresisConfig hysteresis,
        ProfileSource profile) {
    public static final GpuSelection DEFAULT_GPUS = new GpuSelection.Auto();
    public static final SloConfig DEFAULT_SLO = new SloConfig.Auto();
    public static final Objective DEFAULT_OBJECTIVE = Objective.ENERGY;
    public static final ProfileSource DEFAULT_PROFILE = new ProfileSource.Auto();
}

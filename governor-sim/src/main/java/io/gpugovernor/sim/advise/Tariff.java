package io.gpugovernor.sim.advise;

import io.gpugovernor.core.units.Watts;

/**
 * Prices in any one currency.
 *
 * @param energy of a kilowatt hour, at least 0
 * @param gpu of a GPU for an hour, at least 0
 */
public record Tariff(double energy, double gpu) {
    private static final double WATTS_OF_A_KILOWATT = 1000;

    /** @throws IllegalArgumentException if a price is negative or not a number */
    public Tariff {
        if (!(energy >= 0 && Double.isFinite(energy)) || !(gpu >= 0 && Double.isFinite(gpu))) {
            throw new IllegalArgumentException("prices are at least 0");
        }
    }

    /** What an hour costs. */
    double hour(int gpus, Watts mean) {
        return gpus * gpu + mean.value() / WATTS_OF_A_KILOWATT * energy;
    }
}

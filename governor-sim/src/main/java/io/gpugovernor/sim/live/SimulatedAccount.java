package io.gpugovernor.sim.live;

import io.gpugovernor.core.units.Joules;
import java.time.Duration;

/**
 * The books of a live twin. Every number is simulated, and says nothing of a real node; within the simulation it is
 * exact, the energy at maximum clock included, as the same requests run beside on a second twin whose clock nobody
 * touches. The two are compared at one moment, at which each may have other requests still in the batch.
 *
 * @param elapsed simulated time since the start
 * @param energy simulated energy of all GPUs of the domain
 * @param energyAtMaximum what they would have drawn at the highest clock, the driver's default, in the same time
 * @param service how requests were served
 * @param serviceAtMaximum how they would have been served at the highest clock
 * @param arrived requests of the trace whose time has come
 * @param refused of these, those that the engine can never hold
 * @param turnedAway of these, those that found the engine's queue full and went away
 * @param skipped time that passed without being simulated, as nobody looked for too long
 */
public record SimulatedAccount(
        Duration elapsed,
        Joules energy,
        Joules energyAtMaximum,
        Service service,
        Service serviceAtMaximum,
        long arrived,
        long refused,
        long turnedAway,
        Duration skipped) {

    /** Simulated energy saved against the highest clock; negative if more was used. */
    public Joules saved() {
        return energyAtMaximum.minus(energy);
    }
}

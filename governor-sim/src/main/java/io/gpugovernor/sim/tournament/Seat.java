package io.gpugovernor.sim.tournament;

import io.gpugovernor.sim.replay.Insider;
import io.gpugovernor.sim.replay.TelemetryMode;

/**
 * A published governor's place at the engine.
 *
 * @param cadence how often it decides
 * @param policy its rule
 */
record Seat(TelemetryMode cadence, Insider policy) {}

package io.gpugovernor.core.loop;

import io.gpugovernor.core.model.ClockTable;
import io.gpugovernor.core.model.Slo;
import java.time.Duration;

/**
 * The GPUs that serve one engine instance; they always move together.
 *
 * @param name as the operator calls it
 * @param clocks clock steps its GPUs support
 * @param slo what was promised
 * @param staleAfter telemetry older than this is no basis for a decision
 */
public record PolicyDomain(String name, ClockTable clocks, Slo slo, Duration staleAfter) {}

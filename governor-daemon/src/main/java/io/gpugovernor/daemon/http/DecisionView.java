package io.gpugovernor.daemon.http;

import io.gpugovernor.core.model.Actuation;
import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Moment;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.journal.DomainSums;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One decision.
 *
 * @param atSeconds when it was made, on the daemon's own time line: tells decisions of one run apart
 * @param ageSeconds time since it was made
 * @param state {@code warming_up}, {@code governing}, {@code holding}, {@code released} or {@code release_failed}
 * @param reason the reason's name, as in the metric {@code gpu_governor_decisions_total}
 * @param explanation the reason in words
 * @param detail what a person should know beyond the reason; null if nothing
 * @param previousMHz setpoint before; null if released
 * @param setpointMHz setpoint asked for; null if released
 * @param changesClock whether the two differ
 * @param actuation {@code accepted}, {@code not_needed}, {@code observed_only} or {@code failed}
 * @param actuationFailure why it failed; null if it did not
 * @param powerWatts power of all GPUs together; null while any of them is silent
 * @param load null if telemetry was missing
 * @param outlook null where no forecast was made
 */
public record DecisionView(
        double atSeconds,
        double ageSeconds,
        String domain,
        String state,
        String reason,
        String explanation,
        @Nullable String detail,
        @Nullable Integer previousMHz,
        @Nullable Integer setpointMHz,
        boolean changesClock,
        String actuation,
        @Nullable String actuationFailure,
        @Nullable Double powerWatts,
        @Nullable LoadView load,
        @Nullable OutlookView outlook,
        List<GpuView> gpus) {

    static DecisionView of(Decision decision, Moment now) {
        return new DecisionView(
                decision.at().seconds(),
                Json.seconds(now.since(decision.at())),
                decision.domain(),
                decision.state().name().toLowerCase(Locale.ROOT),
                decision.reason().name().toLowerCase(Locale.ROOT),
                decision.reason().explanation(),
                decision.detail().isEmpty() ? null : decision.detail(),
                decision.previous().map(Megahertz::value).orElse(null),
                decision.setpoint().map(Megahertz::value).orElse(null),
                decision.changesClock(),
                decision.actuation().outcome(),
                decision.actuation() instanceof Actuation.Failed failed ? failed.reason() : null,
                DomainSums.power(decision.gpus()).map(Watts::value).orElse(null),
                decision.load().map(LoadView::of).orElse(null),
                decision.outlook().map(OutlookView::of).orElse(null),
                decision.gpus().stream().map(GpuView::of).toList());
    }
}

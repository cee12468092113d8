package io.gpugovernor.daemon.http;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.GpuReading;
import io.gpugovernor.core.model.Load;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reading;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.core.units.Watts;
import io.gpugovernor.daemon.journal.DomainSums;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The course of one domain as columns of equal length, oldest first; what was unknown is null. A column is a third of the
 * size that a list of objects would have, and a page asks for it each second.
 *
 * @param atSeconds when each decision was made, on the daemon's own time line
 * @param setpointMHz null while released
 * @param appliedLeastMHz clock of the slowest GPU that could be read
 * @param appliedMostMHz clock of the fastest GPU that could be read
 * @param powerWatts power of all GPUs together
 * @param forecastWatts forecast power at the setpoint
 * @param maximumWatts forecast power at maximum clock
 * @param ttftSlackSeconds TTFT target minus forecast
 * @param tbtSlackSeconds TBT target minus forecast
 * @param running requests in the batch
 * @param waiting requests not yet admitted
 */
public record CourseView(
        String name,
        List<Double> atSeconds,
        List<String> state,
        List<@Nullable Integer> setpointMHz,
        List<@Nullable Integer> appliedLeastMHz,
        List<@Nullable Integer> appliedMostMHz,
        List<@Nullable Double> powerWatts,
        List<@Nullable Double> forecastWatts,
        List<@Nullable Double> maximumWatts,
        List<@Nullable Double> ttftSlackSeconds,
        List<@Nullable Double> tbtSlackSeconds,
        List<@Nullable Long> running,
        List<@Nullable Long> waiting) {

    /** Watts to a tenth and seconds to a tenth of a millisecond: finer than anything that is measured. */
    private static final double TENTHS_OF_WATTS = 10;

    private static final double TENTHS_OF_MILLISECONDS = 10_000;

    /** @param decisions oldest first */
    static CourseView of(String name, List<Decision> decisions) {
        return new CourseView(
                name,
                decisions.stream().map(decision -> decision.at().seconds()).toList(),
                decisions.stream()
                        .map(decision -> decision.state().name().toLowerCase(Locale.ROOT))
                        .toList(),
                column(decisions, decision -> decision.setpoint().map(Megahertz::value)),
                column(decisions, decision -> applied(decision).min(Comparator.naturalOrder())),
                column(decisions, decision -> applied(decision).max(Comparator.naturalOrder())),
                column(decisions, decision -> DomainSums.power(decision.gpus()).map(CourseView::watts)),
                column(
                        decisions,
                        decision -> decision.outlook().map(Outlook::power).map(CourseView::watts)),
                column(
                        decisions,
                        decision ->
                                decision.outlook().map(Outlook::powerAtMaximum).map(CourseView::watts)),
                column(
                        decisions,
                        decision ->
                                decision.outlook().flatMap(Outlook::ttftSlack).map(CourseView::seconds)),
                column(
                        decisions,
                        decision ->
                                decision.outlook().flatMap(Outlook::tbtSlack).map(CourseView::seconds)),
                column(decisions, decision -> decision.load().map(Load::running)),
                column(decisions, decision -> decision.load().map(Load::waiting)));
    }

    private static <T> List<@Nullable T> column(List<Decision> decisions, Function<Decision, Optional<T>> value) {
        return decisions.stream()
                .<@Nullable T>map(decision -> value.apply(decision).orElse(null))
                .toList();
    }

    private static Stream<Integer> applied(Decision decision) {
        return decision.gpus().stream()
                .map(GpuReading::appliedClock)
                .flatMap(clock -> clock instanceof Reading.Present<Megahertz> present
                        ? Stream.of(present.value().value())
                        : Stream.empty());
    }

    private static double watts(Watts power) {
        return Math.round(power.value() * TENTHS_OF_WATTS) / TENTHS_OF_WATTS;
    }

    private static double seconds(Duration time) {
        return Math.round(Durations.seconds(time) * TENTHS_OF_MILLISECONDS) / TENTHS_OF_MILLISECONDS;
    }
}

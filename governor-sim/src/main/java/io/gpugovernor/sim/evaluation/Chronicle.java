package io.gpugovernor.sim.evaluation;

import io.gpugovernor.core.model.Decision;
import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Joules;
import io.gpugovernor.core.units.Megahertz;
import io.gpugovernor.sim.replay.Watcher;
import io.gpugovernor.sim.twin.Twin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes down how a run went, stretch by stretch. What comes after the duration is not written down. */
final class Chronicle implements Watcher {
    private final double length;
    private final double end;
    private final int highest;
    private final List<Stretch> stretches = new ArrayList<>();
    private double lastTime;
    private double lastJoules;
    private double begunJoules;
    private double clocks;
    private int ticks;
    private double ttftSlack = Double.POSITIVE_INFINITY;
    private double tbtSlack = Double.POSITIVE_INFINITY;
    private double price;
    private int switches;

    /** @param highest the clock that a released GPU runs at */
    Chronicle(Duration length, Duration end, Megahertz highest) {
        this.length = Durations.seconds(length);
        this.end = Durations.seconds(end);
        this.highest = highest.value();
    }

    List<Stretch> stretches() {
        return List.copyOf(stretches);
    }

    @Override
    public void ticked(Twin twin, Decision decision) {
        closeUntil(twin.now().seconds(), twin.energy().value());
        note(decision);
    }

    /** The run is over: it took {@code now} seconds and {@code joules}. */
    void end(double now, double joules) {
        closeUntil(now, joules);
    }

    private void closeUntil(double now, double joules) {
        double border = (stretches.size() + 1) * length;
        while (now >= border && now > lastTime && border <= end) {
            close(lastJoules + (joules - lastJoules) * (border - lastTime) / (now - lastTime));
            border += length;
        }
        lastTime = now;
        lastJoules = joules;
    }

    private void note(Decision decision) {
        clocks += decision.setpoint().map(Megahertz::value).orElse(highest);
        ticks++;
        switches += decision.changesClock() ? 1 : 0;
        ttftSlack = Math.min(ttftSlack, seconds(decision, true));
        tbtSlack = Math.min(tbtSlack, seconds(decision, false));
        price = decision.outlook().map(Outlook::missPrice).map(Joules::value).orElse(price);
    }

    private static double seconds(Decision decision, boolean ttft) {
        return decision.outlook()
                .flatMap(outlook -> ttft ? outlook.ttftSlack() : outlook.tbtSlack())
                .map(Durations::seconds)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private void close(double joules) {
        double clock = ticks > 0 ? clocks / ticks : previousClock();
        stretches.add(new Stretch(
                stretches.size() * length,
                joules - begunJoules,
                clock,
                finite(ttftSlack),
                finite(tbtSlack),
                price,
                switches));
        begunJoules = joules;
        clocks = 0;
        ticks = 0;
        switches = 0;
        ttftSlack = Double.POSITIVE_INFINITY;
        tbtSlack = Double.POSITIVE_INFINITY;
    }

    private double previousClock() {
        return stretches.isEmpty()
                ? highest
                : stretches.get(stretches.size() - 1).setpointMegahertz();
    }

    private static double finite(double seconds) {
        return Double.isInfinite(seconds) ? 0 : seconds;
    }
}

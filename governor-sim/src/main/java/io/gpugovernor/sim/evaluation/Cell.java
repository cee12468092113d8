package io.gpugovernor.sim.evaluation;

import io.gpugovernor.sim.gpu.SwitchTiming;
import io.gpugovernor.sim.replay.TelemetryMode;
import io.gpugovernor.sim.tournament.Belief;
import io.gpugovernor.sim.tournament.Contender;
import java.time.Duration;

/**
 * One run: a setting, a contender, a seed. What a contender does not depend on is set to one value, so that runs that
 * must be equal are run once.
 *
 * @param watched whether its course over time is kept
 */
public record Cell(Setting setting, Contender contender, long seed, boolean watched) {
    private static final TelemetryMode USUAL = new TelemetryMode.Scrape(Duration.ofMillis(250));

    public Cell {
        if (!(contender instanceof Contender.Slack)) {
            setting = setting.believing(Belief.EXACT);
        }
        if (contender instanceof Contender.Maximum
                || contender instanceof Contender.Static
                || contender instanceof Contender.StaticBest) {
            setting = setting.heard(USUAL).switching(SwitchTiming.DEFAULT);
        }
        watched = watched && !(contender instanceof Contender.StaticBest);
    }

    /** Maximum clock in the same setting, under the same seed. */
    public Cell baseline() {
        return new Cell(setting, new Contender.Maximum(), seed, watched);
    }

    /** This cell in one line; the same in every process. */
    public String key() {
        return setting.key() + " | " + contender.name() + " | seed " + seed + (watched ? " | watched" : "");
    }

    /** About how long it takes, in units of a run at maximum clock; for the order of runs and the time left. */
    double weight() {
        double ticks =
                Math.max(0.1, 0.25 / (setting.telemetry().decisionPeriod().toNanos() / 1e9));
        if (contender instanceof Contender.StaticBest) {
            return 40;
        } else if (contender instanceof Contender.Clairvoyance) {
            return 200;
        } else if (contender instanceof Contender.Peer) {
            return 20;
        }
        return contender instanceof Contender.Slack ? 1 + 5 * ticks : 1;
    }
}

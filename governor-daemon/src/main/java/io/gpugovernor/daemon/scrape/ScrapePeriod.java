package io.gpugovernor.daemon.scrape;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How long to wait between two scrapes: as short as scraping stays within its budget. Immutable.
 *
 * <pre>
 * period  >=  cost / budget        cost: lower quartile of the newest answers' times
 * period  >=  2 * slowest          slowest: longest of the newest answers' times
 * </pre>
 *
 * The engine renders the page in the process that streams tokens, so an answer's time is rendering plus waiting for that
 * process to turn to it. Waiting is no cost and only ever adds, hence the lower quartile. The slowest answer still has to
 * fit into the deadline, which is a share of the period; an answer that missed it counts as long as the deadline.
 *
 * <p>The period takes few values (ten to a decade, R10 of ISO 3), grows at once, and shrinks only after the shorter one
 * would have had a quarter to spare eight times in a row: it follows the engine, not the noise.
 */
public final class ScrapePeriod {
    private static final List<Duration> STEPS = List.of(
            Duration.ofMillis(100),
            Duration.ofMillis(125),
            Duration.ofMillis(160),
            Duration.ofMillis(200),
            Duration.ofMillis(250),
            Duration.ofMillis(315),
            Duration.ofMillis(400),
            Duration.ofMillis(500),
            Duration.ofMillis(630),
            Duration.ofMillis(800),
            Duration.ofSeconds(1));

    /** Where an automatic period begins: what most engines bear, whatever they turn out to cost. */
    private static final Duration FIRST = Duration.ofMillis(250);

    /** Answers remembered: three seconds' worth at the shortest period, half a minute's at the longest. */
    private static final int ANSWERS = 32;

    /** Answers below which the quartile says nothing. */
    private static final int ENOUGH = 4;

    private static final int ROOM_FOR_SLOWEST = 2;
    private static final double SPARE = 1.25;
    private static final int CALM = 8;

    private final List<Duration> steps;
    private final Ratio budget;
    private final Duration present;
    private final double[] seconds;
    private final int calm;

    private ScrapePeriod(List<Duration> steps, Ratio budget, Duration present, double[] seconds, int calm) {
        this.steps = steps;
        this.budget = budget;
        this.present = present;
        this.seconds = seconds;
        this.calm = calm;
    }

    /**
     * The same period whatever scraping costs.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public static ScrapePeriod fixed(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("the period of a scrape must be positive, not " + period);
        }
        return new ScrapePeriod(List.of(period), Ratio.ONE, period, new double[0], 0);
    }

    /**
     * A period of 100 ms to 1 s.
     *
     * @param budget share of one core that answering may cost the engine, above 0
     */
    public static ScrapePeriod automatic(Ratio budget) {
        if (budget.equals(Ratio.ZERO)) {
            throw new IllegalArgumentException("a budget for scraping must be above 0");
        }
        return new ScrapePeriod(STEPS, budget, FIRST, new double[0], 0);
    }

    /** Time from one scrape to the next. */
    public Duration present() {
        return present;
    }

    /** The longest that it can become. */
    public Duration longest() {
        return steps.get(steps.size() - 1);
    }

    /** The period after an answer that took so long, or that was given up after so long. */
    ScrapePeriod after(Duration answer) {
        if (steps.size() == 1) {
            return this;
        }
        double[] newest = appended(Durations.seconds(answer));
        double needed = needed(newest);
        Duration wanted = stepFor(needed);
        if (wanted.compareTo(present) > 0) {
            return new ScrapePeriod(steps, budget, wanted, newest, 0);
        }
        Duration spacious = stepFor(needed * SPARE);
        boolean shorter = newest.length >= ENOUGH && spacious.compareTo(present) < 0;
        return shorter && calm + 1 >= CALM
                ? new ScrapePeriod(steps, budget, spacious, newest, 0)
                : new ScrapePeriod(steps, budget, present, newest, shorter ? calm + 1 : 0);
    }

    /** The period for an engine that was restarted: what the one before it cost says nothing. */
    ScrapePeriod forgetting() {
        return new ScrapePeriod(steps, budget, present, new double[0], 0);
    }

    private double needed(double[] newest) {
        double[] sorted = newest.clone();
        Arrays.sort(sorted);
        double slowest = sorted[sorted.length - 1];
        double cost = newest.length < ENOUGH ? 0 : sorted[(sorted.length - 1) / 4];
        return Math.max(cost / budget.value(), ROOM_FOR_SLOWEST * slowest);
    }

    private Duration stepFor(double needed) {
        return steps.stream()
                .filter(step -> Durations.seconds(step) >= needed)
                .findFirst()
                .orElse(longest());
    }

    private double[] appended(double answer) {
        int kept = Math.min(seconds.length, ANSWERS - 1);
        double[] newest = Arrays.copyOfRange(seconds, seconds.length - kept, seconds.length + 1);
        newest[kept] = answer;
        return newest;
    }
}

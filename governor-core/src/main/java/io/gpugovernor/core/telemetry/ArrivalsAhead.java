package io.gpugovernor.core.telemetry;

/**
 * How many requests to expect over a longer time, such as an answer's.
 *
 * <pre>
 * within(t) = usual * t + (now - usual) * t / (1 + t / RECENT)
 * </pre>
 *
 * <p>What comes right now tells of the next moments. A burst that is over before an answer is half given does not last for
 * all of it, nor does a lull: what either adds or spares is at most what it does in the time that the present rate is
 * measured over.
 *
 * @param now arrivals a second to expect right now
 * @param usual arrivals a second over the last minute or so
 */
public record ArrivalsAhead(double now, double usual) {
    /** Arrivals expected within so many seconds. */
    public double within(double seconds) {
        return usual * seconds + (now - usual) * seconds / (1 + seconds / ArrivalHazard.RECENT_SECONDS);
    }
}

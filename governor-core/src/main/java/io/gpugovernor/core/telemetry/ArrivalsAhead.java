package io.gpugovernor.core.telemetry;

/**
 * How many requests to expect over a time that may be as long as an answer's.
 *
 * <pre>
 * rate(t) = now                      for t up to RECENT
 *           rate lately              for t = LATELY                         between them linear in sqrt t
 *           rate of the last minute  for t from STEADY on
 * </pre>
 *
 * <p>What has come in the last {@code t} seconds is the best witness of what comes in the next {@code t}: a burst that began a
 * moment ago may be over in a moment, and one that has lasted for an answer's time may well last for another's.
 *
 * @param now arrivals a second to expect right now
 * @param lately arrivals a second over the last ten seconds or so
 * @param usual arrivals a second over the last minute or so
 */
public record ArrivalsAhead(double now, double lately, double usual) {
    private static final double RECENT = Math.sqrt(ArrivalHazard.RECENT_SECONDS);
    private static final double LATELY = Math.sqrt(ArrivalHazard.LATELY_SECONDS);
    private static final double STEADY = Math.sqrt(ArrivalHazard.STEADY_SECONDS);

    /** Arrivals expected within so many seconds. */
    public double within(double seconds) {
        return seconds * perSecond(seconds);
    }

    /** Arrivals a second over so many seconds. */
    public double perSecond(double seconds) {
        if (seconds <= ArrivalHazard.RECENT_SECONDS) {
            return now;
        }
        if (seconds >= ArrivalHazard.STEADY_SECONDS) {
            return usual;
        }
        double root = Math.sqrt(seconds);
        return root <= LATELY
                ? now + (root - RECENT) / (LATELY - RECENT) * (lately - now)
                : lately + (root - LATELY) / (STEADY - LATELY) * (usual - lately);
    }
}

package io.gpugovernor.daemon.config;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Ratio;
import java.time.Duration;
import java.util.Optional;

/** Reads the {@code slo} block of a domain. */
final class SloReader {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST_TTFT = Duration.ofMinutes(10);
    private static final Duration LONGEST_TBT = Duration.ofMinutes(1);

    private final Findings findings;

    SloReader(Findings findings) {
        this.findings = findings;
    }

    /** The promise; the automatic one, after reporting why, if the block is no promise. */
    SloConfig read(Section slo) {
        Optional<Duration> ttft = slo.read("ttft", DurationText.within(SHORTEST, LONGEST_TTFT));
        Optional<Duration> tbt = slo.read("tbt", DurationText.within(SHORTEST, LONGEST_TBT));
        Ratio quantile = slo.read("quantile", SloReader::quantile, SloConfig.DEFAULT_QUANTILE);
        if (slo.node("ttft").isEmpty() && slo.node("tbt").isEmpty()) {
            findings.problem(
                    slo.path(),
                    slo.place("ttft"),
                    "the slo block promises nothing",
                    "add ttft, tbt or both, or write slo: auto");
        }
        return ttft.isEmpty() && tbt.isEmpty()
                ? DomainConfig.DEFAULT_SLO
                : new SloConfig.Promised(new Slo(ttft, tbt, quantile));
    }

    private static Ratio quantile(String text) throws BadValueException {
        Ratio quantile = RatioText.parse(text);
        if (quantile.value() <= 0 || quantile.value() >= 1) {
            throw new BadValueException(
                    Quoted.of(text) + " is out of range", "choose above 0 and below 1, such as 0.99");
        }
        return quantile;
    }
}

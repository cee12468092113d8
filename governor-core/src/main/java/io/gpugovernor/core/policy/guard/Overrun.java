package io.gpugovernor.core.policy.guard;

import io.gpugovernor.core.model.Outlook;
import io.gpugovernor.core.model.Reason;
import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.policy.Policy;
import io.gpugovernor.core.policy.Ruling;
import io.gpugovernor.core.policy.Situation;
import io.gpugovernor.core.telemetry.FirstTokenDebt;
import io.gpugovernor.core.telemetry.Observation;
import io.gpugovernor.core.telemetry.Window;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.core.units.Megahertz;
import java.time.Duration;
import java.util.Optional;

/**
 * What was predicted did not happen, twice in a row: run at the highest clock until it does again.
 *
 * <p>Each ruling leaves an outlook: {@code expected = target - slack}, for the time to first token and for the time between
 * tokens. Where the outlook saw the target kept (slack at least 0), the window that follows contradicts it if
 *
 * <pre>
 * measured > max(target, ALLOWANCE * expected)
 * </pre>
 *
 * with, as {@code measured}, the mean TTFT of the first tokens given in the window, the age that the oldest first-token debt
 * has for certain, or the mean time between tokens in a window of decodes alone: one prompt among them stretches a window's
 * steps beyond any mean, and a promise holds for a request's whole life. An outlook that itself sees the target missed
 * contradicts nothing: the policy knows, and weighs it.
 *
 * <p>Windows that tell nothing of the kind count for neither side. The boost ends with the first window that has something
 * to tell and does not contradict, or when the engine has nothing left to do. Source: the watchdog of BiScale, which goes to
 * maximum when a batch has not finished by its predicted time and an allowance.
 *
 * @param inner the policy that is watched
 * @param slo what was promised
 * @param highest the clock to run at
 * @param expected the outlook of the ruling before; empty if there is none
 * @param contradictions windows in a row that contradicted theirs, up to {@value #ENOUGH}
 */
public record Overrun(Policy inner, Slo slo, Megahertz highest, Optional<Outlook> expected, int contradictions)
        implements Guard {
    private static final int ENOUGH = 2;
    /** A forecast is a mean; half as long again is more than its usual error. */
    private static final double ALLOWANCE = 1.5;

    private enum Verdict {
        CONTRADICTED,
        CONFIRMED,
        SILENT
    }

    public Overrun(Policy inner, Slo slo, Megahertz highest) {
        this(inner, slo, highest, Optional.empty(), 0);
    }

    @Override
    public Ruling rule(Situation situation) {
        int counted = switch (verdict(situation.observation())) {
            case CONTRADICTED -> Math.min(ENOUGH, contradictions + 1);
            case CONFIRMED -> 0;
            case SILENT -> contradictions;
        };
        Ruling ruling = inner.rule(situation);
        Ruling held = counted >= ENOUGH && ruling.clock().isBelow(highest)
                ? ruling.withClock(highest, Reason.OVERRUN)
                : ruling;
        return held.withNext(new Overrun(ruling.next(), slo, highest, held.outlook(), counted));
    }

    private Verdict verdict(Observation seen) {
        if (seen.snapshot().inFlight() == 0) {
            return Verdict.CONFIRMED;
        }
        Verdict ttft = expected.isPresent() ? ttft(seen, expected.get()) : Verdict.SILENT;
        Verdict tbt = expected.isPresent() ? tbt(seen, expected.get()) : Verdict.SILENT;
        if (ttft == Verdict.CONTRADICTED || tbt == Verdict.CONTRADICTED) {
            return Verdict.CONTRADICTED;
        }
        return ttft == Verdict.CONFIRMED || tbt == Verdict.CONFIRMED ? Verdict.CONFIRMED : Verdict.SILENT;
    }

    private Verdict ttft(Observation seen, Outlook outlook) {
        Window window = seen.window();
        FirstTokenDebt debt = seen.workload().debt();
        Verdict given = window.ttft().count() == 0
                ? Verdict.SILENT
                : judge(window.ttft().mean(), slo.ttft(), outlook.ttftSlack());
        if (given == Verdict.CONTRADICTED || debt.isEmpty() || !debt.isCertain()) {
            return given;
        }
        double age = debt.secondsWaitedAtLeast(0, seen.at());
        return judge(age, slo.ttft(), outlook.ttftSlack()) == Verdict.CONTRADICTED ? Verdict.CONTRADICTED : given;
    }

    private Verdict tbt(Observation seen, Outlook outlook) {
        Window window = seen.window();
        boolean decodesAlone =
                window.firstTokens() == 0 && seen.workload().debt().isEmpty();
        return decodesAlone && window.stepLatency().count() > 0
                ? judge(window.stepLatency().mean() / window.tokensPerStep(), slo.tbt(), outlook.tbtSlack())
                : Verdict.SILENT;
    }

    private static Verdict judge(double measured, Optional<Duration> target, Optional<Duration> slack) {
        if (target.isEmpty() || slack.isEmpty()) {
            return Verdict.SILENT;
        }
        double promised = Durations.seconds(target.get());
        double left = Durations.seconds(slack.get());
        double limit = Math.max(promised, ALLOWANCE * (promised - left));
        return left >= 0 && measured > limit ? Verdict.CONTRADICTED : Verdict.CONFIRMED;
    }
}

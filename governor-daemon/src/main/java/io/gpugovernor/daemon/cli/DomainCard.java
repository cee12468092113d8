package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.AccountView;
import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.DomainView;
import io.gpugovernor.daemon.http.GpuView;
import io.gpugovernor.daemon.http.LoadView;
import io.gpugovernor.daemon.http.OutlookView;
import io.gpugovernor.daemon.terminal.Colour;
import io.gpugovernor.daemon.terminal.Sparkline;
import io.gpugovernor.daemon.terminal.StyledLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One domain in the live view: its state, and a line each for clock, power, slack, load, promises and the reason. */
final class DomainCard {
    private static final int LABEL = 10;
    private static final int VALUE = 20;
    /** A minute or so at a look a second; wider says less at a glance. */
    private static final int WIDEST_COURSE = 60;
    /** What stands beside a course needs this much. */
    private static final int NOTE = 40;

    private final DomainView domain;
    private final Course course;
    private final Sparkline bars;
    private final int columns;

    DomainCard(DomainView domain, Course course, Sparkline bars, int columns) {
        this.domain = domain;
        this.course = course;
        this.bars = bars;
        this.columns = columns;
    }

    List<StyledLine> lines() {
        List<StyledLine> lines = new ArrayList<>();
        DecisionView latest = domain.latest();
        lines.add(heading(latest));
        if (latest != null) {
            lines.add(clock(latest));
            lines.add(power(latest));
            lines.add(slack(latest.outlook()));
            lines.add(load(latest.load()));
            AccountView account = domain.account();
            if (account != null) {
                lines.add(kept(account));
                lines.add(saved(account));
            }
            lines.addAll(StyledLine.paragraph(label("why"), Colour.PLAIN, DecisionText.why(latest), columns));
        }
        domain.remarks()
                .forEach(remark -> lines.addAll(
                        StyledLine.paragraph(StyledLine.of(Colour.WARN, "  ! "), Colour.WARN, remark, columns)));
        return lines;
    }

    private StyledLine heading(@Nullable DecisionView latest) {
        StyledLine name = StyledLine.of(Colour.BOLD, domain.name()).with("  ");
        if (latest == null) {
            return name.with(Colour.WARN, "no decision yet");
        }
        String gpus = latest.gpus().isEmpty()
                ? ""
                : "  " + latest.gpus().size() + " x " + latest.gpus().get(0).model();
        return name.with(colour(latest.state()), latest.state().replace('_', ' '))
                .with(Colour.DIM, gpus);
    }

    /** Governing is as it should be; a clock that may still be locked is not; all else is safe, and saves nothing. */
    static Colour colour(String state) {
        return switch (state) {
            case "governing" -> Colour.GOOD;
            case "release_failed" -> Colour.BAD;
            default -> Colour.WARN;
        };
    }

    private StyledLine clock(DecisionView latest) {
        String applied = StatusText.applied(latest.gpus());
        String setpoint = Numbers.clock(latest.setpointMHz());
        String note = applied.equals(setpoint) ? "" : "runs at " + applied + ", ";
        List<String> throttled = latest.gpus().stream()
                .map(GpuView::throttled)
                .flatMap(List::stream)
                .distinct()
                .toList();
        StyledLine line = label("clock")
                .with(Colour.BOLD, setpoint)
                .upTo(VALUE)
                .with(
                        Colour.ACCENT,
                        bars.of(
                                course.clocks(domain.name()),
                                domain.clockMinMHz(),
                                domain.clockMaxMHz(),
                                courseWidth()))
                .with(Colour.DIM, "  " + note + domain.clockMinMHz() + ".." + domain.clockMaxMHz() + " MHz");
        return throttled.isEmpty()
                ? line
                : line.with(
                        Colour.WARN,
                        ", throttled: " + String.join(", ", throttled).replace('_', ' '));
    }

    private StyledLine power(DecisionView latest) {
        OutlookView outlook = latest.outlook();
        List<@Nullable Double> powers = course.powers(domain.name());
        double highest = powers.stream()
                .filter(Objects::nonNull)
                .mapToDouble(power -> power)
                .max()
                .orElse(0);
        double top = outlook == null ? highest : Math.max(highest, outlook.powerAtMaximumWatts());
        String note = outlook == null ? "" : "  " + Numbers.power(outlook.powerAtMaximumWatts()) + " at maximum clock";
        return label("power")
                .with(Colour.BOLD, Numbers.power(latest.powerWatts()))
                .upTo(VALUE)
                .with(Colour.ACCENT, bars.of(powers, 0, top, courseWidth()))
                .with(Colour.DIM, note);
    }

    private int courseWidth() {
        return Math.max(0, Math.min(WIDEST_COURSE, columns - VALUE - NOTE));
    }

    private StyledLine slack(@Nullable OutlookView outlook) {
        if (outlook == null) {
            return label("slack").with(Colour.DIM, "no forecast");
        }
        StyledLine line = label("slack");
        if (outlook.ttftSlackSeconds() != null) {
            line = line.with(sign(outlook.ttftSlackSeconds()), Numbers.slack(outlook.ttftSlackSeconds()))
                    .with(" to the first token");
        }
        if (outlook.tbtSlackSeconds() != null) {
            line = line.with(outlook.ttftSlackSeconds() == null ? "" : ", ")
                    .with(sign(outlook.tbtSlackSeconds()), Numbers.slack(outlook.tbtSlackSeconds()))
                    .with(" between tokens");
        }
        return line;
    }

    private static Colour sign(double slack) {
        return slack < 0 ? Colour.BAD : Colour.GOOD;
    }

    private static StyledLine load(@Nullable LoadView load) {
        if (load == null) {
            return label("load").with(Colour.WARN, "not known");
        }
        String rate = load.requestsPerSecond() == null
                ? ""
                : String.format(Locale.ROOT, ", %.1f requests/s", load.requestsPerSecond());
        String kind = load.workloadClass() == null ? "" : ", class " + load.workloadClass();
        return label("load")
                .with(load.running() + " running, " + load.waiting() + " waiting, " + DecisionText.owed(load)
                        + " owed a first token" + rate + kind);
    }

    private StyledLine kept(AccountView account) {
        StyledLine line = label("kept");
        if (account.ttftAttainmentRatio() != null) {
            line = line.with(promise(account.ttftAttainmentRatio()), Numbers.percent(account.ttftAttainmentRatio()))
                    .with(" of first tokens, ");
        }
        if (account.tbtAttainmentRatio() != null) {
            line = line.with(promise(account.tbtAttainmentRatio()), Numbers.percent(account.tbtAttainmentRatio()))
                    .with(" of token gaps, ");
        }
        double left = account.errorBudgetRemainingRatio();
        return line.with(left > 0 ? Colour.GOOD : Colour.BAD, Numbers.percent(left))
                .with(" of the error budget left");
    }

    private Colour promise(double attained) {
        return attained < domain.quantile() ? Colour.BAD : Colour.GOOD;
    }

    private static StyledLine saved(AccountView account) {
        String used = account.energyJoules() == null ? "" : ", " + Numbers.energy(account.energyJoules()) + " used";
        return label("saved")
                .with(Colour.BOLD, Numbers.energy(account.energySavedJoules()))
                .with(" (an estimate)" + used + ", " + account.clockChanges() + " changes of clock");
    }

    private static StyledLine label(String name) {
        return StyledLine.of(Colour.DIM, "  " + name).upTo(LABEL);
    }
}

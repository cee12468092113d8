package io.gpugovernor.daemon.cli;

import io.gpugovernor.core.model.Slo;
import io.gpugovernor.core.units.Durations;
import io.gpugovernor.daemon.config.DurationText;
import io.gpugovernor.sim.advise.Advice;
import io.gpugovernor.sim.advise.Choice;
import io.gpugovernor.sim.advise.Node;
import io.gpugovernor.sim.advise.Objective;
import io.gpugovernor.sim.advise.Question;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An advice for people: what to run, the ranking with its margins, and what a doubled load would change. */
final class AdviceText {
    private AdviceText() {}

    static void print(PrintWriter out, Advice advice, Advice doubled, boolean priced) {
        Question question = advice.question();
        out.println(asked(question));
        out.println(promised(question));
        out.println();
        Choice best = advice.best().orElseThrow();
        out.println("Best: " + run(best) + ", " + charged(question, best) + lead(advice));
        out.println();
        ranking(advice, priced).forEach(out::println);
        List<String> unfit = advice.unfit();
        if (!unfit.isEmpty()) {
            out.println("Cannot keep the SLO at this load: " + String.join(", ", unfit));
        }
        out.println();
        out.println(ifDoubled(advice, doubled));
        out.flush();
    }

    private static String asked(Question question) {
        Node node = question.node();
        String rental = node.rental() == Node.Rental.WHOLE_NODE
                ? format(
                        ", rented whole; a GPU that serves nothing draws %.0f W",
                        node.idleGpu().value())
                : "; only GPUs in use count";
        return format(
                "Simulated: %s, %.3g requests a second, on a node of %d GPUs%s",
                question.demand().label(), question.rate().perSecond(), node.gpus(), rental);
    }

    private static String promised(Question question) {
        Slo slo = question.slo();
        return "SLO: TTFT " + slo.ttft().map(DurationText::format).orElse("-") + ", TBT "
                + slo.tbt().map(DurationText::format).orElse("-")
                + format(
                        " for %s %% of requests; trials of %,d requests an instance, seed %d",
                        percent(slo),
                        question.effort().requests(),
                        question.effort().seed());
    }

    private static String run(Choice choice) {
        return choice.configuration().fleet().label() + " ("
                + choice.configuration().fleet().hardware().name() + "), batch limit "
                + choice.configuration().maxSequences() + ", "
                + choice.configuration().clock().value() + " MHz";
    }

    private static String charged(Question question, Choice choice) {
        return switch (question.objective()) {
            case ENERGY -> joules(choice.score()) + " J a request";
            case POWER -> format("%,.0f W at the peak", choice.score());
            case COST -> format("%.2f an hour", choice.score());
        };
    }

    private static String lead(Advice advice) {
        return advice.lead()
                .map(lead -> format(
                        "; the next, %s, takes %.1f %% more",
                        advice.ranking().get(1).configuration().fleet().label(), 100 * lead))
                .orElse("");
    }

    private static List<String> ranking(Advice advice, boolean priced) {
        Question question = advice.question();
        String quantile = percent(question.slo());
        List<String> head = new ArrayList<>(
                List.of("instances", "batch", "clock", "worse by", "J/request", "mean power", "peak power", "kept"));
        head.add("TTFT p" + quantile);
        head.add("to spare");
        head.add("TBT p" + quantile);
        head.add("to spare");
        if (priced) {
            head.add("cost/h");
        }
        TextTable table = new TextTable(head.toArray(new String[0]));
        for (Choice choice : advice.ranking()) {
            table.add(row(advice, choice, priced).toArray(new String[0]));
        }
        return table.lines();
    }

    private static List<String> row(Advice advice, Choice choice, boolean priced) {
        Question question = advice.question();
        List<String> row = new ArrayList<>(List.of(
                choice.configuration().fleet().label(),
                Integer.toString(choice.configuration().maxSequences()),
                choice.configuration().clock().value() + " MHz",
                format(
                        "%.1f %%",
                        100 * (choice.score() / advice.ranking().get(0).score() - 1)),
                joules(question.joulesPerRequest(choice)),
                Numbers.power(question.meanPower(choice).value()),
                Numbers.power(question.peakPower(choice).value()),
                format("%.4f", choice.trial().kept().value())));
        latency(row, choice.trial().ttft(), question.slo().ttft());
        latency(row, choice.trial().tbt(), question.slo().tbt());
        if (priced) {
            row.add(format("%.2f", question.hourlyCost(choice)));
        }
        return row;
    }

    private static void latency(List<String> row, Duration measured, Optional<Duration> target) {
        double seconds = Durations.seconds(measured);
        row.add(Numbers.time(seconds));
        row.add(target.map(limit -> format("%.0f %%", 100 * (1 - seconds / Durations.seconds(limit))))
                .orElse(Numbers.UNKNOWN));
    }

    private static String ifDoubled(Advice advice, Advice doubled) {
        String rate = format(
                "If the load doubled to %.3g requests a second: ",
                doubled.question().rate().perSecond());
        if (doubled.best().isEmpty()) {
            return rate
                    + format(
                            "nothing on this node would serve it; at most %.3g a second can be served",
                            doubled.most().orElseThrow().perSecond());
        }
        Choice now = advice.best().orElseThrow();
        Choice then = doubled.best().orElseThrow();
        String per = advice.question().objective() == Objective.ENERGY ? "" : " in all";
        return rate + run(then) + ", " + charged(doubled.question(), then)
                + format(" (%+.1f %%%s)", 100 * (then.score() / now.score() - 1), per);
    }

    private static String joules(double joules) {
        return format(joules < 100 ? "%.1f" : "%,.0f", joules);
    }

    private static String percent(Slo slo) {
        return new BigDecimal(100 * slo.quantile().value())
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Private, and called with literals only. */
    @SuppressWarnings("AnnotateFormatMethod")
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}

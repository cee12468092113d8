package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.DecisionsView;
import io.gpugovernor.daemon.http.DomainView;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.http.StatusView;
import io.gpugovernor.daemon.terminal.Colour;
import io.gpugovernor.daemon.terminal.StyledLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code explain}: why the clock is where it is, and why it moved before. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Say why the clock is where it is, and why it moved before.",
            "Each decision is a sentence of what and why, and below it power, slack, load, risk and cost: the numbers"
                    + " that it was made with. Power after a change is the mean of what was measured while it held."
        },
        exitCodeOnExecutionException = 1,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:explained", "1:no daemon answers, or no such domain", "2:wrong use of this command"})
public final class ExplainCommand implements Callable<Integer> {
    /** As many changes as the daemon remembers. */
    private static final int MOST = 512;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before the command runs
    private CommandSpec spec;

    @Mixin
    private final DaemonOptions daemon = new DaemonOptions();

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "How many earlier changes of clock or state to explain, 0 to 512 (default: ${DEFAULT-VALUE}).")
    private int last = 3;

    @Option(names = "--domain", paramLabel = "NAME", description = "Only this policy domain (default: all).")
    private @Nullable String domain;

    @Option(
            names = "--follow",
            description = "Then go on, and explain each new change as it comes, until interrupted with Ctrl-C.")
    private boolean follow;

    private final Pause pause;

    public ExplainCommand() {
        this(Pause::sleep);
    }

    ExplainCommand(Pause pause) {
        this.pause = pause;
    }

    @Override
    public Integer call() {
        if (last < 0 || last > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--last must be a whole number from 0 to " + MOST + ", not " + last);
        }
        try {
            DaemonClient client = DaemonClient.at(daemon.address(), System.getenv());
            DecisionHistory history = new DecisionHistory(client);
            StatusView status = client.get("/api/v1/status", StatusView.class);
            List<DecisionsView> explained = new ArrayList<>();
            for (String name : names(status)) {
                explained.add(history.newestAndChanges(name, last));
            }
            print(explained, status, history);
            if (follow) {
                new ChangeFollower(history, daemon.json(), out()).follow(explained, pause);
            }
            return ExitCodes.OK;
        } catch (DaemonException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCodes.FAILURE;
        }
    }

    /** An unknown domain is left to the daemon, which answers with those that exist. */
    private List<String> names(StatusView status) {
        return domain != null
                ? List.of(domain)
                : status.domains().stream().map(DomainView::name).toList();
    }

    private LineOutput out() {
        return new LineOutput(
                spec.commandLine().getOut(),
                spec.commandLine().getColorScheme().ansi().enabled());
    }

    private void print(List<DecisionsView> explained, StatusView status, DecisionHistory history)
            throws DaemonException {
        if (daemon.json()) {
            spec.commandLine().getOut().println(Json.write(explained));
            spec.commandLine().getOut().flush();
            return;
        }
        for (DecisionsView view : explained) {
            print(view, status, last > 0 ? history.recent(view.domain()) : List.of());
        }
    }

    private void print(DecisionsView view, StatusView status, List<DecisionView> recent) {
        LineOutput out = out();
        out.line(StyledLine.of(Colour.BOLD, view.domain()));
        status.domains().stream()
                .filter(one -> one.name().equals(view.domain()))
                .forEach(one -> about(one).forEach(line -> out.line(StyledLine.of(line))));
        List<DecisionView> decisions = view.decisions();
        if (decisions.isEmpty()) {
            out.line(StyledLine.of("No decision yet."));
        }
        for (int i = 0; i < decisions.size(); i++) {
            DecisionView decision = decisions.get(i);
            if (i == 1) {
                out.line(StyledLine.of("Before that:"));
            }
            Optional<Aftermath> aftermath =
                    i == 0 ? Optional.empty() : Optional.of(Aftermath.of(decision, laterChange(decisions, i), recent));
            new Explanation(decision, aftermath)
                    .lines(Numbers.time(decision.ageSeconds()) + " ago")
                    .forEach(out::line);
        }
        out.line(StyledLine.EMPTY);
    }

    /** The newest decision stands first, and need not be a change. */
    private static Optional<DecisionView> laterChange(List<DecisionView> decisions, int of) {
        DecisionView later = decisions.get(of - 1);
        return of > 1 || later.changesClock() ? Optional.of(later) : Optional.empty();
    }

    private static List<String> about(DomainView domain) {
        List<String> lines = new ArrayList<>();
        if (domain.account() != null) {
            lines.add(DecisionText.budget(domain.account()));
        }
        if (domain.learning() != null) {
            lines.add("Learned: " + domain.learning() + ".");
        }
        return lines;
    }
}

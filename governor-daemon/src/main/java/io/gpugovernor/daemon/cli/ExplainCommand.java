package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.DecisionsView;
import io.gpugovernor.daemon.http.DomainView;
import io.gpugovernor.daemon.http.Json;
import io.gpugovernor.daemon.http.StatusView;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
            "Say why the clock is where it is.",
            "Explains the newest decision, and the last ones that changed the clock or the state."
        },
        exitCodeOnExecutionException = 1,
        exitCodeListHeading = "Exit codes:%n",
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
            description = "how many earlier changes to explain, 0 to 512 (default: ${DEFAULT-VALUE})")
    private int last = 3;

    @Option(names = "--domain", paramLabel = "NAME", description = "only this policy domain (default: all)")
    private @Nullable String domain;

    @Override
    public Integer call() {
        if (last < 0 || last > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--last must be a whole number from 0 to " + MOST + ", not " + last);
        }
        try {
            DaemonClient client = DaemonClient.at(daemon.address(), System.getenv());
            StatusView status = client.get("/api/v1/status", StatusView.class);
            List<DecisionsView> explained = new ArrayList<>();
            for (String name : names(status)) {
                explained.add(decisions(client, name));
            }
            print(explained, status);
            return 0;
        } catch (DaemonException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    /** An unknown domain is left to the daemon, which answers with those that exist. */
    private List<String> names(StatusView status) {
        return domain != null
                ? List.of(domain)
                : status.domains().stream().map(DomainView::name).toList();
    }

    /** The newest decision, then earlier ones that changed something. */
    private DecisionsView decisions(DaemonClient client, String name) throws DaemonException {
        String path = "/api/v1/decisions?domain=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        DecisionsView newest = client.get(path + "&last=1", DecisionsView.class);
        List<DecisionView> chosen = new ArrayList<>(newest.decisions());
        if (last > 0 && !chosen.isEmpty()) {
            double at = chosen.get(0).atSeconds();
            String changes = path + "&changes=true&last=" + (last + 1);
            client.get(changes, DecisionsView.class).decisions().stream()
                    .filter(change -> change.atSeconds() < at)
                    .limit(last)
                    .forEach(chosen::add);
        }
        return new DecisionsView(newest.schema(), newest.domain(), chosen);
    }

    private void print(List<DecisionsView> explained, StatusView status) {
        PrintWriter out = spec.commandLine().getOut();
        if (daemon.json()) {
            out.println(Json.write(explained));
        } else {
            explained.forEach(view -> print(view, status, out));
        }
        out.flush();
    }

    private static void print(DecisionsView view, StatusView status, PrintWriter out) {
        out.println(Printable.text(view.domain()));
        status.domains().stream()
                .filter(one -> one.name().equals(view.domain()))
                .map(DomainView::account)
                .filter(Objects::nonNull)
                .map(DecisionText::budget)
                .forEach(out::println);
        status.domains().stream()
                .filter(one -> one.name().equals(view.domain()) && one.learning() != null)
                .map(one -> Printable.text("Learned: " + one.learning() + "."))
                .forEach(out::println);
        if (view.decisions().isEmpty()) {
            out.println("No decision yet.");
        }
        for (int i = 0; i < view.decisions().size(); i++) {
            if (i == 1) {
                out.println("Before that:");
            }
            DecisionText.sentences(view.decisions().get(i)).forEach(out::println);
        }
        out.println();
    }
}

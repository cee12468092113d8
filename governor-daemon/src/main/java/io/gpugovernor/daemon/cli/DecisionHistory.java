package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.http.DecisionView;
import io.gpugovernor.daemon.http.DecisionsView;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Past decisions, asked of the running daemon. */
final class DecisionHistory {
    /** As many of the newest decisions as the daemon remembers whole; at four a second, two minutes. */
    private static final int RECENT = 512;

    /** Changes between two looks of a follower; no policy changes its clock that often. */
    private static final int BURST = 64;

    private final DaemonClient client;

    DecisionHistory(DaemonClient client) {
        this.client = client;
    }

    /** The newest decision of {@code domain}, then the {@code count} newest before it that changed something. */
    DecisionsView newestAndChanges(String domain, int count) throws DaemonException {
        DecisionsView newest = ask(domain, "last=1");
        List<DecisionView> chosen = new ArrayList<>(newest.decisions());
        if (count > 0 && !chosen.isEmpty()) {
            double at = chosen.get(0).atSeconds();
            ask(domain, "changes=true&last=" + (count + 1)).decisions().stream()
                    .filter(change -> change.atSeconds() < at)
                    .limit(count)
                    .forEach(chosen::add);
        }
        return new DecisionsView(newest.schema(), newest.domain(), chosen);
    }

    /** Everything that is remembered of the last minutes, newest first. */
    List<DecisionView> recent(String domain) throws DaemonException {
        return ask(domain, "last=" + RECENT).decisions();
    }

    /** The newest changes, newest first. */
    List<DecisionView> changes(String domain) throws DaemonException {
        return ask(domain, "changes=true&last=" + BURST).decisions();
    }

    private DecisionsView ask(String domain, String what) throws DaemonException {
        String name = URLEncoder.encode(domain, StandardCharsets.UTF_8);
        return client.get("/api/v1/decisions?domain=" + name + "&" + what, DecisionsView.class);
    }
}

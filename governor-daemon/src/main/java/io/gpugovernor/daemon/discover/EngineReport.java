package io.gpugovernor.daemon.discover;

import io.gpugovernor.daemon.feed.FeedEar;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * All that was found out about one domain's engine.
 *
 * @param url its metrics page
 * @param kind which engine it is, by the metrics it shows; empty if that is not clear
 * @param version as it tells it; empty if it does not
 * @param trouble what is wrong with its metrics page, one clause that follows its address; empty if nothing is
 * @param present roles that its metrics fill
 * @param missing roles that would help
 * @param mapping its GPUs
 * @param settings how it was started, from all sources
 * @param feed what was heard on the domain's feed port; empty if it has none
 */
public record EngineReport(
        String domain,
        URI url,
        Optional<String> kind,
        Optional<String> version,
        Optional<String> trouble,
        List<String> present,
        List<Gap> missing,
        Mapping mapping,
        EngineSettings settings,
        Optional<FeedEar.Heard> feed) {
    /**
     * @param role what would help
     * @param effect what the governor does without
     */
    public record Gap(String role, String effect) {}

    public EngineReport {
        present = List.copyOf(present);
        missing = List.copyOf(missing);
    }
}

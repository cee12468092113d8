package io.gpugovernor.sim.live;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import java.time.Duration;
import java.util.List;

/**
 * What a pushing engine tells: how it stands, and what happened since it told last.
 *
 * @param snapshot the engine as it stands
 * @param firstTokens times to first token since then, in order
 * @param ended requests that ended since then, in order
 */
public record EngineNews(EngineSnapshot snapshot, List<Duration> firstTokens, List<EndedRequest> ended) {
    public EngineNews {
        firstTokens = List.copyOf(firstTokens);
        ended = List.copyOf(ended);
    }
}

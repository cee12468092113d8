package io.gpugovernor.sim.live;

import io.gpugovernor.core.telemetry.EngineSnapshot;
import io.gpugovernor.sim.engine.Completion;
import io.gpugovernor.sim.engine.RequestLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what happened until somebody asks; nothing before anybody has asked once. */
final class NewsLog implements RequestLog {
    private final Consumer<Completion> completions;
    private final List<Duration> firstTokens = new ArrayList<>();
    private final List<EndedRequest> ended = new ArrayList<>();
    private boolean wanted;

    /** @param completions told of every request that ends, asked for or not */
    NewsLog(Consumer<Completion> completions) {
        this.completions = completions;
    }

    @Override
    public void firstToken(Duration ttft) {
        if (wanted) {
            firstTokens.add(ttft);
        }
    }

    @Override
    public void ended(Completion completion, int promptTokens, int generatedTokens) {
        completions.accept(completion);
        if (wanted) {
            ended.add(new EndedRequest(completion, promptTokens, generatedTokens));
        }
    }

    /** What happened since the last call; from now on it is kept. */
    EngineNews take(EngineSnapshot snapshot) {
        EngineNews news = new EngineNews(snapshot, firstTokens, ended);
        wanted = true;
        firstTokens.clear();
        ended.clear();
        return news;
    }
}

package io.gpugovernor.daemon.memory;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.gpugovernor.core.port.TimeSource;
import io.gpugovernor.daemon.fetch.BearerToken;
import io.gpugovernor.daemon.fetch.FetchException;
import io.gpugovernor.daemon.fetch.Fetched;
import io.gpugovernor.daemon.fetch.Fetcher;
import io.gpugovernor.daemon.scrape.Dialect;
import io.gpugovernor.daemon.scrape.ExpositionLimits;
import io.gpugovernor.daemon.scrape.MetricsSource;
import io.gpugovernor.daemon.scrape.PageExamination;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks an engine what it is and what it serves, over a connection of its own and seldom: its metrics page, which says the
 * kind and mostly the model, and where it has them {@code /version}, {@code /v1/models} and TGI's {@code /info}.
 */
public final class EngineInterview implements Supplier<Optional<ServedEngine>> {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST = 200;
    /** A label that a real engine writes on every sample; the first is as good as any. */
    private static final Pattern MODEL = Pattern.compile("[{,]\\s*model_name=\"([^\"\\\\]{1," + LONGEST + "})\"");

    private final MetricsSource source;
    private final Dialect dialect;
    private final TimeSource time;

    public EngineInterview(MetricsSource source, Dialect dialect, TimeSource time) {
        this.source = source;
        this.dialect = dialect;
        this.time = time;
    }

    /** The engine; empty if it does not answer, or not as one. */
    @Override
    public Optional<ServedEngine> get() {
        try (Fetcher fetcher = new Fetcher(
                source.address(),
                source.bearerTokenFile().map(BearerToken::new),
                ExpositionLimits.DEFAULT.bodyBytes(),
                time)) {
            return ask(fetcher);
        }
    }

    private Optional<ServedEngine> ask(Fetcher fetcher) {
        Optional<String> metrics = text(fetcher, source.path());
        Optional<String> kind = metrics.map(text -> text.getBytes(StandardCharsets.UTF_8))
                .flatMap(bytes ->
                        PageExamination.of(bytes, bytes.length, dialect).engine());
        return kind.map(name ->
                new ServedEngine(name, version(fetcher), labelled(metrics.get()).or(() -> listed(fetcher))));
    }

    private static Optional<String> version(Fetcher fetcher) {
        return object(fetcher, "/version")
                .or(() -> object(fetcher, "/info"))
                .flatMap(object -> word(object.get("version")));
    }

    private static Optional<String> listed(Fetcher fetcher) {
        return object(fetcher, "/v1/models")
                .map(object -> object.get("data"))
                .filter(JsonElement::isJsonArray)
                .map(JsonElement::getAsJsonArray)
                .filter(models -> !models.isEmpty())
                .flatMap(EngineInterview::first)
                .or(() -> object(fetcher, "/info").flatMap(object -> word(object.get("model_id"))));
    }

    private static Optional<String> first(JsonArray models) {
        return models.get(0).isJsonObject()
                ? word(models.get(0).getAsJsonObject().get("id"))
                : Optional.empty();
    }

    private static Optional<String> labelled(String metrics) {
        Matcher model = MODEL.matcher(metrics);
        return model.find() ? Optional.of(model.group(1)) : Optional.empty();
    }

    private static Optional<String> word(@Nullable JsonElement told) {
        return Optional.ofNullable(told)
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .filter(text -> !text.isBlank() && text.length() <= LONGEST);
    }

    private static Optional<JsonObject> object(Fetcher fetcher, String path) {
        try {
            return text(fetcher, path)
                    .map(JsonParser::parseString)
                    .filter(JsonElement::isJsonObject)
                    .map(JsonElement::getAsJsonObject);
        } catch (JsonParseException | StackOverflowError none) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Fetcher fetcher, String path) {
        try {
            Fetched fetched = fetcher.fetch(path, PATIENCE);
            return Optional.of(
                    new String(fetched.page().bytes(), 0, fetched.page().length(), StandardCharsets.UTF_8));
        } catch (FetchException silent) {
            return Optional.empty();
        }
    }
}

package io.gpugovernor.daemon.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.gpugovernor.core.units.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How views become JSON: every field is written, and what is undefined is null. */
public final class Json {
    private static final GsonBuilder PLAIN = new GsonBuilder().serializeNulls().disableHtmlEscaping();
    private static final Gson COMPACT = PLAIN.create();
    private static final Gson GSON = PLAIN.setPrettyPrinting().create();

    private Json() {}

    public static String write(Object view) {
        return GSON.toJson(view);
    }

    /** The same without spaces and lines. */
    static String compact(Object view) {
        return COMPACT.toJson(view);
    }

    /** @throws com.google.gson.JsonParseException if {@code text} is not the JSON of a {@code type} */
    public static <T> @Nullable T read(String text, Class<T> type) {
        return GSON.fromJson(text, type);
    }

    /** {@code value}, or null where it is not a finite number: JSON knows neither NaN nor infinity. */
    static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static double seconds(Duration time) {
        return Durations.seconds(time);
    }
}

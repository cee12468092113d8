package io.gpugovernor.daemon.terminal;

import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A course of values as a row of bars, the newest at the right. */
public enum Sparkline {
    BLOCKS("▁▂▃▄▅▆▇█", "·"),
    /** For terminals that show nothing beyond ASCII. */
    ASCII("_.-=+*%#", " ");

    private final String bars;
    private final String gap;

    Sparkline(String bars, String gap) {
        this.bars = bars;
        this.gap = gap;
    }

    /** What can be written in {@code charset}. */
    public static Sparkline in(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode(BLOCKS.bars) ? BLOCKS : ASCII;
    }

    /**
     * A bar for each of the newest {@code width} values.
     *
     * @param values oldest first; null where there was none
     * @param low value of the lowest bar
     * @param high value of the highest bar; what lies outside gets the nearest bar
     */
    public String of(List<@Nullable Double> values, double low, double high, int width) {
        return values.subList(Math.max(0, values.size() - width), values.size()).stream()
                .map(value -> bar(value, low, high))
                .collect(Collectors.joining());
    }

    private String bar(@Nullable Double value, double low, double high) {
        if (value == null) {
            return gap;
        }
        double share = high > low ? (value - low) / (high - low) : 0;
        int height = (int) Math.round(share * (bars.length() - 1));
        return String.valueOf(bars.charAt(Math.max(0, Math.min(bars.length() - 1, height))));
    }
}

package io.gpugovernor.daemon.soak;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One page of the daemon's metrics. */
final class Scrape {
    private final Map<String, Double> samples = new LinkedHashMap<>();

    Scrape(String page) {
        page.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int space = line.lastIndexOf(' ');
            samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
        });
    }

    /** Of the series whose name begins with {@code prefix} and that carry {@code label}; empty if there is none. */
    Optional<Double> sum(String prefix, String label) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(prefix + "{")
                        && sample.getKey().contains(label))
                .map(Map.Entry::getValue)
                .reduce(Double::sum);
    }

    /** Upper bound of the bucket in which the 99th percentile lies, seconds; infinite beyond the last. */
    double p99(String histogram, String label) {
        double rank = 0.99 * sum(histogram + "_count", label).orElse(0.0);
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(histogram + "_bucket{")
                        && sample.getKey().contains(label)
                        && sample.getValue() >= rank)
                .mapToDouble(sample -> bound(sample.getKey()))
                .min()
                .orElse(0);
    }

    private static double bound(String series) {
        String text = series.replaceAll(".*le=\"([^\"]*)\".*", "$1");
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}

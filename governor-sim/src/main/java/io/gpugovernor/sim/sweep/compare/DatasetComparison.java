package io.gpugovernor.sim.sweep.compare;

import io.gpugovernor.sim.characterize.Percentiles;
import io.gpugovernor.sim.sweep.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * What two datasets say of the same things.
 *
 * @param pairs rows that both have
 * @param onlyFirst names of rows that only the first has
 * @param onlySecond names of rows that only the second has
 */
public record DatasetComparison(List<Pair> pairs, List<String> onlyFirst, List<String> onlySecond) {
    /** Rows match on configuration, class, clock and load; a load that is a share matches the same share. */
    public static DatasetComparison of(Dataset first, Dataset second) {
        Map<String, Map<String, Double>> one = Figures.of(first);
        Map<String, Map<String, Double>> other = Figures.of(second);
        List<Pair> pairs = new ArrayList<>();
        one.forEach((name, figures) -> {
            Map<String, Double> matching = other.get(name);
            if (matching != null) {
                pairs.add(pair(name, figures, matching));
            }
        });
        return new DatasetComparison(pairs, without(one, other), without(other, one));
    }

    private static Pair pair(String name, Map<String, Double> first, Map<String, Double> second) {
        List<Pair.Quantity> quantities = new ArrayList<>();
        first.forEach((quantity, value) -> {
            Double matching = second.get(quantity);
            if (matching != null) {
                quantities.add(new Pair.Quantity(quantity, value, matching));
            }
        });
        return new Pair(name, quantities);
    }

    private static List<String> without(Map<String, ?> those, Map<String, ?> others) {
        return those.keySet().stream().filter(name -> !others.containsKey(name)).toList();
    }

    /** One line for each quantity, over all rows that match. */
    public List<Difference> differences() {
        Map<String, List<Pair>> byQuantity = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            for (Pair.Quantity quantity : pair.quantities()) {
                byQuantity
                        .computeIfAbsent(quantity.name(), name -> new ArrayList<>())
                        .add(new Pair(pair.name(), List.of(quantity)));
            }
        }
        return byQuantity.entrySet().stream()
                .map(entry -> difference(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Difference difference(String quantity, List<Pair> rows) {
        Pair worst = rows.stream()
                .max(Comparator.comparingDouble(row -> Math.abs(of(row))))
                .orElseThrow();
        return new Difference(
                quantity, rows.size(), median(rows, value -> value), median(rows, Math::abs), of(worst), worst.name());
    }

    private static double median(List<Pair> rows, DoubleUnaryOperator size) {
        return new Percentiles(rows.stream()
                        .mapToDouble(row -> size.applyAsDouble(of(row)))
                        .toArray())
                .at(0.5);
    }

    private static double of(Pair row) {
        return row.quantities().get(0).difference();
    }
}

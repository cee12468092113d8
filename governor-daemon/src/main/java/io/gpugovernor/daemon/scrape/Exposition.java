package io.gpugovernor.daemon.scrape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The wanted part of a metrics page. */
final class Exposition {
    private final Shape shape;
    private final List<List<Series>> groups;

    /**
     * What pages that differ in values only have in common.
     *
     * @param group for each sample name the index of its group of series
     * @param places for each group the places of its series on the page, the first wanted one being 0
     * @param declared families that have a type
     * @param size number of series
     */
    private record Shape(Map<String, Integer> group, List<int[]> places, Set<String> declared, int size) {}

    private Exposition(Shape shape, List<List<Series>> groups) {
        this.shape = shape;
        this.groups = groups;
    }

    /**
     * A page of these series.
     *
     * @param found series in the page's order, none twice
     * @param declared families that the page gives a type for
     */
    static Exposition of(List<Series> found, Set<String> declared) {
        Map<String, List<Integer>> placesByName = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            placesByName
                    .computeIfAbsent(found.get(i).name(), name -> new ArrayList<>())
                    .add(i);
        }
        Map<String, Integer> group = new HashMap<>();
        List<int[]> places = new ArrayList<>();
        List<List<Series>> groups = new ArrayList<>();
        placesByName.forEach((name, here) -> {
            group.put(name, groups.size());
            places.add(here.stream().mapToInt(Integer::intValue).toArray());
            groups.add(here.stream().map(found::get).toList());
        });
        return new Exposition(new Shape(group, places, Set.copyOf(declared), found.size()), groups);
    }

    /**
     * The same series with other values. Names and labels are shared, so this costs little.
     *
     * @param values one for each series, in the page's order
     */
    Exposition with(double[] values) {
        List<List<Series>> changed = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            changed.add(revalued(groups.get(i), shape.places().get(i), values));
        }
        return new Exposition(shape, changed);
    }

    private static List<Series> revalued(List<Series> known, int[] places, double[] values) {
        Series[] changed = new Series[places.length];
        for (int i = 0; i < places.length; i++) {
            Series series = known.get(i);
            changed[i] = new Series(series.name(), series.labels(), values[places[i]]);
        }
        return Collections.unmodifiableList(Arrays.asList(changed));
    }

    /** Whether both pages are known to hold the same series in the same order; they may where this is false. */
    @SuppressWarnings("ReferenceEquality") // comparing all names and labels is what this is to save
    boolean differsInValuesOnly(Exposition other) {
        return shape == other.shape;
    }

    /** Where a series stands on this page, and on every one that differs from it in values only. */
    record Place(int group, int index) {}

    /** The places of {@code series}, which are of this page. */
    @SuppressWarnings("ReferenceEquality") // two series of a page may be equal
    List<Place> places(List<Series> series) {
        List<Place> places = new ArrayList<>(series.size());
        for (Series wanted : series) {
            int group = Objects.requireNonNull(shape.group().get(wanted.name()));
            List<Series> all = groups.get(group);
            int index = 0;
            while (all.get(index) != wanted) {
                index++;
            }
            places.add(new Place(group, index));
        }
        return places;
    }

    /** The value of the series at {@code place}. */
    double value(Place place) {
        return at(place).value();
    }

    /** The series at {@code places}, in their order. */
    List<Series> series(List<Place> places) {
        List<Series> series = new ArrayList<>(places.size());
        for (Place place : places) {
            series.add(at(place));
        }
        return series;
    }

    private Series at(Place place) {
        return groups.get(place.group()).get(place.index());
    }

    /** Series of a sample name, in the page's order; empty if there are none. */
    List<Series> series(String name) {
        Integer group = shape.group().get(name);
        return group == null ? List.of() : groups.get(group);
    }

    /**
     * Whether the page gives a type for this family, with or without series. Python's client writes the type of a
     * family that never had a value.
     */
    boolean declares(String family) {
        return shape.declared().contains(family);
    }

    /** Number of wanted series. */
    int size() {
        return shape.size();
    }
}

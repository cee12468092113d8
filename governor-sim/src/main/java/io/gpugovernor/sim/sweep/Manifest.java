package io.gpugovernor.sim.sweep;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a dataset is of, and how it was made.
 *
 * @param schema version of the dataset's form, {@link #SCHEMA}
 * @param source {@code twin} or {@code live}
 * @param subjects what was measured, one for every configuration
 * @param seed of every arrival and every jitter
 * @param options every option that the numbers depend on, by name
 * @param versions of the programs that took part, by name
 * @param command the command line, for whoever repeats it
 * @param slos the limits that every class was held to; empty until they are known
 * @param complete whether everything planned was measured
 */
public record Manifest(
        int schema,
        String source,
        List<Subject> subjects,
        long seed,
        Map<String, String> options,
        Map<String, String> versions,
        String command,
        List<Target> slos,
        boolean complete) {
    public static final int SCHEMA = 1;

    public Manifest {
        subjects = List.copyOf(subjects);
        slos = List.copyOf(slos);
        options = new TreeMap<>(options);
        versions = new TreeMap<>(versions);
    }

    /** The same, with everything measured, and the limits that were found. */
    public Manifest completed(List<Target> found) {
        return new Manifest(schema, source, subjects, seed, options, versions, command, found, true);
    }
}

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
        boolean complete) {
    public static final int SCHEMA = 1;

    public Manifest {
        subjects = List.copyOf(subjects);
        options = new TreeMap<>(options);
        versions = new TreeMap<>(versions);
    }

    /** The same, with everything measured. */
    public Manifest completed() {
        return new Manifest(schema, source, subjects, seed, options, versions, command, true);
    }
}

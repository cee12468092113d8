package io.gpugovernor.daemon.scrape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What an engine calls its metrics. It is data: a file for each family of engines. */
public sealed interface Dialect permits Vocabulary, AnyDialect {
    /** The dialects that come with the program, by the engine's type in the policy file. */
    List<String> SHIPPED = List.of("vllm", "sglang", "trtllm", "tgi");

    /**
     * The dialect of an engine that this project knows.
     *
     * @param type the engine's type as in the policy file: {@code vllm}
     * @throws IllegalArgumentException if there is no such dialect
     */
    static Dialect of(String type) {
        return DialectFile.shipped(type.toLowerCase(Locale.ROOT));
    }

    /** The dialect that an operator wrote, or all that is wrong with it. */
    static DialectResult in(Path file) {
        return DialectFile.load(file);
    }

    /** Whichever of the known dialects a page speaks. */
    static Dialect any() {
        return new AnyDialect();
    }

    /** Which of the known dialects {@code page}, which holds at least the names of {@link #any}, speaks. */
    static Detection detect(Exposition page) {
        List<Dialect> spoken = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (Vocabulary candidate : AnyDialect.CANDIDATES) {
            Reading reading = candidate.read(page);
            if (reading.complaint().isEmpty()) {
                spoken.add(candidate);
            } else if (!reading.isSilent()) {
                complaints.add(reading.complaint().get());
            }
        }
        if (spoken.size() == 1) {
            return new Detection.Found(spoken.get(0));
        }
        return new Detection.Unclear(spoken.isEmpty() ? nothing(complaints) : ambiguity(spoken));
    }

    private static String ambiguity(List<Dialect> spoken) {
        return "shows metrics of " + spoken.stream().map(Dialect::engine).collect(Collectors.joining(" and "))
                + ": set engine.type to the engine that these GPUs serve";
    }

    private static String nothing(List<String> complaints) {
        if (!complaints.isEmpty()) {
            return String.join("; ", complaints);
        }
        return AnyDialect.CANDIDATES.stream()
                .map(known -> known.families() + " (" + known.engine() + ")")
                .collect(Collectors.joining(
                        ", ",
                        "shows no metrics of an engine that is known: ",
                        ": correct the address, switch the engine's metrics on, or set engine.type to a dialect file"));
    }

    /** Every name that a role may have, and what belongs to it. */
    Set<String> names();

    /** Which metric plays each role on this page. */
    Reading read(Exposition page);

    /** The engine's name, for messages. */
    String engine();
}

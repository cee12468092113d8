package io.gpugovernor.daemon.scrape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a {@link Dialect} from its resource file and reports all that is wrong with it at once. */
final class DialectFile {
    private final List<String> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private DialectFile() {}

    /** @throws IllegalArgumentException if there is no such dialect, or its file is wrong */
    static Dialect load(String type) {
        String file = type + ".yaml";
        try (InputStream content = DialectFile.class.getResourceAsStream(file)) {
            if (!type.matches("[a-z0-9-]+") || content == null) {
                throw new IllegalArgumentException("no engine type '" + type + "' is known; known is vllm");
            }
            return parse(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Reads a dialect.
     *
     * @param file the file's name, for messages
     * @throws IllegalArgumentException naming the file and every problem
     */
    static Dialect parse(String file, InputStream content) {
        Object root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).load(content);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        DialectFile reader = new DialectFile();
        Dialect dialect = reader.dialect(reader.map("the file", root));
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + String.join("; ", reader.problems));
        }
        return dialect;
    }

    private Dialect dialect(Map<?, ?> root) {
        refuseUnknown("the file", root, Set.of("engine", "families", "silenced", "roles"));
        Map<Role, Dialect.Words> words = new EnumMap<>(Role.class);
        Map<?, ?> roles = map("roles", root.get("roles"));
        roles.forEach((key, value) -> Role.ofKey(String.valueOf(key))
                .ifPresentOrElse(
                        role -> words.put(role, words(role, map("roles." + key, value))),
                        () -> problems.add("roles." + key + " is no role")));
        for (Role role : Role.values()) {
            if (!roles.containsKey(role.key())) {
                problems.add("roles." + role.key() + " is missing");
            }
        }
        return new Dialect(
                text("engine", root.get("engine")),
                text("families", root.get("families")),
                text("silenced", root.get("silenced")),
                words);
    }

    private Dialect.Words words(Role role, Map<?, ?> map) {
        String place = "roles." + role.key();
        refuseUnknown(place, map, Set.of("required", "names"));
        if (!(map.get("required") instanceof Boolean)) {
            problems.add(place + ".required must be true or false");
        }
        List<String> texts = new ArrayList<>();
        if (map.get("names") instanceof List<?> list && !list.isEmpty()) {
            list.forEach(name -> texts.add(text(place + ".names", name)));
        } else {
            problems.add(place + ".names must list at least one metric");
        }
        texts.stream().filter(name -> !names.add(name)).forEach(name -> problems.add(name + " stands twice"));
        return new Dialect.Words(texts, Boolean.TRUE.equals(map.get("required")));
    }

    private void refuseUnknown(String place, Map<?, ?> map, Set<String> known) {
        map.keySet().stream()
                .filter(key -> !known.contains(String.valueOf(key)))
                .forEach(key -> problems.add(place + " has an unknown key '" + key + "'"));
    }

    private Map<?, ?> map(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        problems.add(place + " must be a mapping");
        return Map.of();
    }

    private String text(String place, @Nullable Object value) {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        problems.add(place + " must be a text");
        return "";
    }
}

package io.gpugovernor.daemon.scrape;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The dialect of an engine whose type was not given: the one known dialect that a page speaks. */
final class AnyDialect implements Dialect {
    static final List<Vocabulary> CANDIDATES =
            SHIPPED.stream().map(DialectFile::shipped).toList();

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        CANDIDATES.forEach(candidate -> names.addAll(candidate.names()));
        return names;
    }

    @Override
    public Reading read(Exposition page) {
        Detection detection = Dialect.detect(page);
        return detection instanceof Detection.Found found
                ? found.dialect().read(page)
                : Reading.refused(CANDIDATES.get(0), page, ((Detection.Unclear) detection).reason());
    }

    @Override
    public String engine() {
        return "the engine";
    }
}

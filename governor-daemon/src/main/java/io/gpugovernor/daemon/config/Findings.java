package io.gpugovernor.daemon.config;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is found wrong while a file is read. */
final class Findings {
    /** A person mends a handful at a time; the bound keeps a hostile file from filling the log. */
    private static final int MOST_SHOWN = 100;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void problem(String path, Node at, String message, String remedy) {
        problems.add(located(path, at, message, remedy));
    }

    void warning(String path, Node at, String message, String remedy) {
        warnings.add(located(path, at, message, remedy));
    }

    /** Whether nothing was found wrong with the value at {@code path}, so that rules about it make sense. */
    boolean sound(String path) {
        return problems.stream().noneMatch(problem -> problem.path().equals(path));
    }

    List<Problem> warnings() {
        return warnings;
    }

    /** The problems by position; the first hundred and a count, if there are more. */
    List<Problem> problems() {
        List<Problem> sorted = problems.stream().sorted(Problem.BY_POSITION).toList();
        if (sorted.size() <= MOST_SHOWN) {
            return sorted;
        }
        Problem last = sorted.get(sorted.size() - 1);
        String message = (sorted.size() - MOST_SHOWN) + " more problems are not shown";
        List<Problem> shown = new ArrayList<>(sorted.subList(0, MOST_SHOWN));
        shown.add(new Problem("", last.line(), last.column(), message, "mend those above and check again"));
        return shown;
    }

    private static Problem located(String path, Node at, String message, String remedy) {
        int line = at.getStartMark().getLine() + 1;
        int column = at.getStartMark().getColumn() + 1;
        return new Problem(path, line, column, message, remedy);
    }
}

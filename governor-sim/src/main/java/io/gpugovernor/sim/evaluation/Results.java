package io.gpugovernor.sim.evaluation;

import java.util.Map;

/**
 * The outcomes of a matrix.
 *
 * @param matrix what was run
 * @param outcomes by key of cell
 * @param reused how many of them an earlier call had left
 */
public record Results(Matrix matrix, Map<String, Outcome> outcomes, int reused) {
    public Results {
        outcomes = Map.copyOf(outcomes);
    }

    /** @throws IllegalArgumentException if {@code cell} is not of the matrix */
    public Outcome of(Cell cell) {
        Outcome outcome = outcomes.get(cell.key());
        if (outcome == null) {
            throw new IllegalArgumentException("not part of this evaluation: " + cell.key());
        }
        return outcome;
    }

    /** Energy that {@code cell} saved against maximum clock under the same seed, as a share. */
    public double saving(Cell cell) {
        return of(cell).savingAgainst(of(cell.baseline()));
    }
}

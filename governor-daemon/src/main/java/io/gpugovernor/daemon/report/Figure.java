package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Study;
import java.util.List;
import java.util.Set;

/**
 * One section of the report.
 *
 * @param id anchor in the page
 * @param words what is seen, and what it means; plain text
 * @param studies whose runs it shows; the command that makes it runs these
 */
record Figure(
        String id, String title, List<String> words, Set<Study> studies, List<Chart> charts, List<Table> tables) {}

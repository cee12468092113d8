package io.gpugovernor.sim.evaluation;

/**
 * A run's place in a study.
 *
 * @param study the question it helps to answer
 * @param x what the study varies, in the unit of its figure; 0 where it varies nothing that has a number
 * @param cell the run
 */
public record Entry(Study study, double x, Cell cell) {}

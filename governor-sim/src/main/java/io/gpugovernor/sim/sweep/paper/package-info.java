/**
 * The figures and statements of "Towards Greener LLMs" (Stojkovic et al., 2024) as views of a dataset: which rows a figure
 * shows, and by which rule a sentence of the paper becomes a number.
 */
@NullMarked
package io.gpugovernor.sim.sweep.paper;

import org.jspecify.annotations.NullMarked;

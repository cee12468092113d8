/**
 * Published clock governors for LLM inference, rebuilt as policies from what their papers and repositories say, and a
 * clairvoyant that knows the future. They are given more than they had: exact models and every request's true length.
 */
package io.gpugovernor.sim.peer;

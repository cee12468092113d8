package io.gpugovernor.daemon.doctor;

/** All that was read of the node; findings follow from it and nothing else. */
public record NodeFacts(LibraryFacts library, DriverFacts driver, Privilege privilege) {}

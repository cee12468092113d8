package io.gpugovernor.daemon.report;

import java.util.List;

/** The numbers beside a chart. */
record Table(List<String> head, List<List<String>> rows) {}

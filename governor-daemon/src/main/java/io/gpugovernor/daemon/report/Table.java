package io.gpugovernor.daemon.report;

import java.util.List;

/**
 * The numbers beside a chart.
 *
 * @param prose whether cells hold sentences, which may wrap
 */
record Table(List<String> head, List<List<String>> rows, boolean prose) {
    Table(List<String> head, List<List<String>> rows) {
        this(head, rows, false);
    }
}

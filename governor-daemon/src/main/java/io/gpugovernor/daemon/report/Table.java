package io.gpugovernor.daemon.report;

import java.util.List;

/**
 * The numbers beside a chart.
 *
 * @param caption what they are of, where the head does not say it; may be empty
 * @param prose whether cells hold sentences, which may wrap
 */
record Table(String caption, List<String> head, List<List<String>> rows, boolean prose) {
    Table(List<String> head, List<List<String>> rows) {
        this("", head, rows, false);
    }
}

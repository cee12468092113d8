package io.gpugovernor.daemon.report;

import io.gpugovernor.sim.evaluation.Entry;
import io.gpugovernor.sim.evaluation.Setting;

/**
 * A setting as the report names it, and a policy in it.
 *
 * @param place workload and hardware
 * @param course the load over time
 */
record Scene(String place, String course, String policy) {
    static Scene of(Entry entry) {
        Setting setting = entry.cell().setting();
        return new Scene(
                setting.workload().name() + " on " + setting.hardware().name(),
                setting.course().name(),
                entry.cell().contender().name());
    }

    /** The setting alone. */
    String where() {
        return place + ", " + course;
    }
}

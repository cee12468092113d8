package io.gpugovernor.daemon.doctor;

import io.gpugovernor.core.model.Reading;

/** Why a reading is not there. */
final class Absence {
    private Absence() {}

    /** The reason, without the GPU's name in front, so that GPUs that fail alike can share a finding. */
    static String reason(Reading<?> reading) {
        return reading instanceof Reading.Absent<?> absent ? absent.reason().replaceFirst("^GPU \\d+: ", "") : "";
    }
}

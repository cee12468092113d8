package io.gpugovernor.daemon.metrics;

import io.gpugovernor.daemon.web.Refusals;
import io.gpugovernor.daemon.web.WebAccess;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Locale;

/** The series of the endpoint's protection. */
final class WebSeries {
    private WebSeries() {}

    static void add(WebAccess access, Points points) {
        access.isUpToDate().ifPresent(good -> points.add(Family.WEB_CONFIG, Labels.EMPTY, good ? 1 : 0));
        access.certificateExpiry()
                .ifPresent(end -> points.add(Family.CERTIFICATE_EXPIRY, Labels.EMPTY, end.getEpochSecond()));
        for (Refusals.Reason reason : Refusals.Reason.values()) {
            points.add(
                    Family.HTTP_REFUSED,
                    Labels.of("reason", reason.name().toLowerCase(Locale.ROOT)),
                    access.refusals().of(reason));
        }
    }
}

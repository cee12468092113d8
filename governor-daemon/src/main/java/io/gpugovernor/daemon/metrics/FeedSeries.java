package io.gpugovernor.daemon.metrics;

import io.gpugovernor.core.units.Durations;
import io.gpugovernor.daemon.feed.FeedStatistics;
import io.prometheus.metrics.model.snapshots.Labels;

/** Turns the state of a domain's push feed into series. */
final class FeedSeries {
    private FeedSeries() {}

    static void add(String domain, FeedStatistics feed, Points points) {
        Labels labels = Labels.of("domain", domain);
        points.add(Family.FEED_DATAGRAMS, labels, feed.received());
        feed.dropped()
                .forEach((fault, count) -> points.add(Family.FEED_DROPPED, labels.add("reason", fault.label()), count));
        points.add(Family.FEED_SENDERS, labels, feed.senders());
        feed.age().ifPresent(age -> points.add(Family.FEED_AGE, labels, Durations.seconds(age)));
        points.add(Family.FEED_IN_USE, labels, feed.inUse() ? 1 : 0);
    }
}

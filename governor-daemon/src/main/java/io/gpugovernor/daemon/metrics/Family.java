package io.gpugovernor.daemon.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/** The series that are read off the newest decisions at each scrape. */
enum Family {
    BUILD_INFO("build", Kind.INFO, "Which build is running; always 1."),
    GPU_INFO("gpu", Kind.INFO, "Identity of each governed GPU, to join on uuid; always 1."),
    SETPOINT("setpoint_hertz", Kind.GAUGE, "Clock the governor asks for; absent while clocks are released."),
    CLOCK_MIN("clock_min_hertz", Kind.GAUGE, "Lowest clock that all of the domain's GPUs support."),
    CLOCK_MAX("clock_max_hertz", Kind.GAUGE, "Highest clock that all of the domain's GPUs support."),
    APPLIED_CLOCK("applied_clock_hertz", Kind.GAUGE, "SM clock read back from each GPU."),
    POWER("power_watts", Kind.GAUGE, "Board power of each GPU."),
    POWER_LIMIT("power_limit_watts", Kind.GAUGE, "What each GPU may draw at the most: the least limit that binds."),
    THROTTLED("throttled", Kind.GAUGE, "1 while this holds the GPU below its setpoint, 0 while it does not."),
    ENERGY(
            "energy_joules",
            Kind.COUNTER,
            "Energy of the domain's GPUs since the daemon started, from their energy counters."),
    ENERGY_SAVED(
            "energy_saved_joules",
            Kind.COUNTER,
            "Estimate, not a measurement: energy saved against the default clock, from the power model's counterfactual."
                    + " Highest net saving so far, never below 0."),
    SLO_SLACK("slo_slack_seconds", Kind.GAUGE, "Target minus forecast; negative if the target will be missed."),
    SLO_ATTAINMENT("slo_attainment_ratio", Kind.GAUGE, "Share of requests within the target since the daemon started."),
    SLO_QUANTILE("slo_quantile_ratio", Kind.GAUGE, "Share of requests that must keep every target."),
    SLO_REQUESTS("slo_requests", Kind.COUNTER, "Requests that were judged by a target, kept or missed."),
    SLO_MISSES("slo_misses", Kind.COUNTER, "Requests that missed a target."),
    STATE("state", Kind.GAUGE, "1 for the state the domain is in, 0 for the others."),
    MISS_PRICE("miss_price_joules", Kind.GAUGE, "Price of one missed target, in energy."),
    ERROR_BUDGET("error_budget_remaining_ratio", Kind.GAUGE, "Share of the last hour's allowed misses that is left."),
    FIRST_TOKEN_DEBT("first_token_debt", Kind.GAUGE, "Requests still owed a first token; in doubt, the most."),
    FIRST_TOKEN_DEBT_LEAST(
            "first_token_debt_least",
            Kind.GAUGE,
            "Requests owed a first token for certain; less than first_token_debt while that is in doubt."),
    SWITCH_COST("switch_cost_joules", Kind.GAUGE, "What changing the clock costs, in energy."),
    TELEMETRY_AGE("telemetry_age_seconds", Kind.GAUGE, "Time since the engine's newest metrics were read."),
    FEED_DATAGRAMS("feed_datagrams", Kind.COUNTER, "Datagrams of the push feed that arrived, used or not."),
    FEED_DROPPED("feed_datagrams_dropped", Kind.COUNTER, "Datagrams of the push feed that were not used, by reason."),
    FEED_SENDERS("feed_senders", Kind.GAUGE, "Engine processes heard on the push feed now."),
    FEED_AGE("feed_age_seconds", Kind.GAUGE, "Time since the newest datagram of the push feed that was used."),
    FEED_IN_USE("feed_in_use", Kind.GAUGE, "1 if decisions are made on the push feed, 0 if the engine is scraped."),
    OVERRIDE("override_active", Kind.GAUGE, "1 while an operator's override holds the domain's clock, else 0."),
    SCRAPE_DURATION("scrape_duration_seconds", Kind.GAUGE, "Time the newest scrape of the engine took, failed or not."),
    SCRAPE_SIZE("scrape_size_bytes", Kind.GAUGE, "Size of the newest metrics page that arrived whole."),
    SCRAPE_PERIOD("scrape_period_seconds", Kind.GAUGE, "Time from one scrape of the engine to the next."),
    SCRAPE_AGE("scrape_age_seconds", Kind.GAUGE, "Time since the newest scrape of the engine that succeeded."),
    SCRAPES("scrapes", Kind.COUNTER, "Scrapes of the engine, failed or not."),
    SCRAPE_FAILURES("scrape_failures", Kind.COUNTER, "Scrapes of the engine without a reading, by reason."),
    CONFIG_HASH("config_hash", Kind.INFO, "SHA-256 of the policy file in force, its first 16 digits; always 1."),
    CONFIG_RELOAD(
            "config_last_reload_successful",
            Kind.GAUGE,
            "1 if the newest policy file is in force, 0 if it was refused and the one before stays."),
    CONFIG_RELOAD_TIME(
            "config_last_reload_success_timestamp_seconds",
            Kind.GAUGE,
            "When a policy file was last read and put in force, in seconds since 1970."),
    WEB_CONFIG(
            "web_config_last_reload_successful",
            Kind.GAUGE,
            "1 if the newest web configuration is in force, 0 if it was refused and the one before stays."),
    CERTIFICATE_EXPIRY(
            "certificate_expiry_timestamp_seconds",
            Kind.GAUGE,
            "When the endpoint's own certificate ends, in seconds since 1970."),
    HTTP_REFUSED("http_requests_refused", Kind.COUNTER, "Requests turned away by the web configuration, by reason.");

    /** Every exposed name begins so. */
    static final String PREFIX = "gpu_governor_";

    private enum Kind {
        GAUGE,
        COUNTER,
        INFO
    }

    private final String title;
    private final Kind kind;
    private final String help;

    Family(String title, Kind kind, String help) {
        this.title = title;
        this.kind = kind;
        this.help = help;
    }

    /** The suffixes {@code _total} and {@code _info} are added where the page is written. */
    MetricSnapshot snapshot(List<Point> points) {
        MetricMetadata metadata = new MetricMetadata(PREFIX + title, help);
        return switch (kind) {
            case GAUGE ->
                new GaugeSnapshot(
                        metadata,
                        points.stream()
                                .map(point -> new GaugeDataPointSnapshot(point.value(), point.labels(), null))
                                .toList());
            case COUNTER ->
                new CounterSnapshot(
                        metadata,
                        points.stream()
                                .map(point -> new CounterDataPointSnapshot(point.value(), point.labels(), null, 0))
                                .toList());
            case INFO ->
                new InfoSnapshot(
                        metadata,
                        points.stream()
                                .map(point -> new InfoDataPointSnapshot(point.labels()))
                                .toList());
        };
    }

    /**
     * One value of a family.
     *
     * @param labels label values; of the same names for every point of a family
     * @param value in the family's unit
     */
    record Point(Labels labels, double value) {}
}

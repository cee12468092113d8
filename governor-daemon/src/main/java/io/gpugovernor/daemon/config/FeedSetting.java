package io.gpugovernor.daemon.config;

/** Where an engine's push feed comes from. */
public sealed interface FeedSetting {
    /** Use the feed where it is found, and scrape alone where it is not. */
    record Auto() implements FeedSetting {}

    /** Never use the feed. */
    record Off() implements FeedSetting {}

    /** Use the feed at this address. */
    record At(HostPort address) implements FeedSetting {}
}

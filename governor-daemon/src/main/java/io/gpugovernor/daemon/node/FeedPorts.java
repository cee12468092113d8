package io.gpugovernor.daemon.node;

import io.gpugovernor.daemon.config.DomainConfig;
import io.gpugovernor.daemon.config.FeedSetting;
import io.gpugovernor.daemon.config.PolicyFile;
import io.gpugovernor.daemon.feed.DomainFeed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Which port each domain hears its engine's feed on. A datagram does not say which domain it is for: its port does. So
 * {@code auto} means the usual port where one domain alone could mean it, and scraping where two could.
 */
public final class FeedPorts {
    private FeedPorts() {}

    /** Where {@code domain} of {@code policy} listens; empty where it scrapes alone. */
    public static Optional<InetSocketAddress> of(PolicyFile policy, DomainConfig domain) {
        FeedSetting setting = domain.engine().feed();
        if (setting instanceof FeedSetting.At at) {
            return Optional.of(
                    new InetSocketAddress(at.address().host(), at.address().port()));
        }
        boolean contested = policy.domains().stream()
                .anyMatch(other -> !other.name().equals(domain.name()) && wantsUsualPort(other));
        return setting instanceof FeedSetting.Auto && !contested
                ? Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), DomainFeed.USUAL_PORT))
                : Optional.empty();
    }

    /**
     * Whether {@code domain} may not listen on the usual port because another names it. Where two domains merely could
     * mean it, the one that listens there already goes on, and one that scrapes does so too: others that come and go are
     * no reason to begin a domain anew.
     */
    static boolean isTaken(PolicyFile policy, DomainConfig domain) {
        return domain.engine().feed() instanceof FeedSetting.Auto
                && policy.domains().stream()
                        .anyMatch(other -> other.engine().feed() instanceof FeedSetting.At at
                                && at.address().port() == DomainFeed.USUAL_PORT);
    }

    private static boolean wantsUsualPort(DomainConfig domain) {
        FeedSetting setting = domain.engine().feed();
        return setting instanceof FeedSetting.Auto
                || (setting instanceof FeedSetting.At at && at.address().port() == DomainFeed.USUAL_PORT);
    }
}

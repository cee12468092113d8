package io.gpugovernor.daemon.http;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A reload that is asked for over HTTP. It is carried out for whoever has proven who they are by what nobody could
 * overhear. For others only where nobody outside the node can ask; and whoever is inside could as well wait for the
 * change of the file to be noticed.
 */
public final class LocalReload implements Reload {
    private final Supplier<InetSocketAddress> listening;
    private final Supplier<Optional<Reload>> reload;

    /**
     * @param listening where the endpoint listens
     * @param reload reads the file; empty where there is none
     */
    public LocalReload(Supplier<InetSocketAddress> listening, Supplier<Optional<Reload>> reload) {
        this.listening = listening;
        this.reload = reload;
    }

    @Override
    public Outcome reload() {
        return reload(Caller.UNKNOWN);
    }

    @Override
    public Outcome reload(Caller caller) {
        Optional<Reload> there = reload.get();
        if (there.isEmpty()) {
            return new Outcome.Declined(409, "this daemon runs without a policy file, so there is nothing to reload");
        }
        InetSocketAddress address = listening.get();
        boolean onlyHere = !address.isUnresolved() && address.getAddress().isLoopbackAddress();
        if (caller.mayCommand() || (onlyHere && caller.name().isEmpty())) {
            return there.get().reload(caller);
        }
        return new Outcome.Declined(
                403,
                caller.name().isPresent()
                        ? "a password that came over the network without encryption is no proof, so this endpoint takes"
                                + " no commands by it; add tls_server_config to the web configuration, or run"
                                + " 'gpu-governor reload' on the node"
                        : "this endpoint can be reached over the network and asks for no password, so it takes no"
                                + " commands; run 'gpu-governor reload' on the node, or just change the file");
    }
}

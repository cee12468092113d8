package io.gpugovernor.daemon.http;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A reload that is asked for over HTTP. Nobody is asked for a password there, so it is carried out only where nobody
 * outside the node can ask; and whoever is inside could as well wait for the change of the file to be noticed.
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
        Optional<Reload> there = reload.get();
        if (there.isEmpty()) {
            return new Outcome.Declined(409, "this daemon runs without a policy file, so there is nothing to reload");
        }
        InetSocketAddress address = listening.get();
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            return new Outcome.Declined(
                    403,
                    "this endpoint can be reached over the network and asks for no password, so it takes no commands;"
                            + " run 'gpu-governor reload' on the node, or just change the file");
        }
        return there.get().reload();
    }
}

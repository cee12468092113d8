package io.gpugovernor.sim.live;

import java.io.IOException;

/** The engine's server cannot listen where it was told to; the message names the place, the cause and the remedy. */
public final class CannotListenException extends Exception {
    private static final long serialVersionUID = 1L;

    private CannotListenException(String message, IOException cause) {
        super(message, cause);
    }

    static CannotListenException at(String host, int port, IOException cause) {
        String said = String.valueOf(cause.getMessage());
        String remedy;
        if (said.contains("in use")) {
            remedy = "another process listens there; stop it, or choose another port (0 takes any free one)";
        } else if (said.contains("ermission denied")) {
            remedy = "ports below 1024 need a privilege; choose a higher one";
        } else {
            remedy = "choose an address of this machine, such as 127.0.0.1";
        }
        return new CannotListenException("cannot listen on " + host + ":" + port + " (" + said + "): " + remedy, cause);
    }
}

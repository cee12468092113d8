package io.gpugovernor.daemon.http;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** The endpoint cannot listen where it was told to. The message is one line with the address and the remedy. */
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1L;

    private ListenException(String message, Throwable cause) {
        super(message, cause);
    }

    static ListenException of(InetSocketAddress address, Exception cause) {
        String place = address.getHostString() + ":" + address.getPort();
        return new ListenException("cannot listen on " + place + ": " + remedy(address, cause), cause);
    }

    private static String remedy(InetSocketAddress address, Exception cause) {
        String said = String.valueOf(cause.getMessage());
        if (address.isUnresolved()) {
            return "no such host; give an address of this machine with http.listen or --listen";
        }
        if (said.toLowerCase(Locale.ROOT).contains("assign")) {
            return "not an address of this machine; give one with http.listen or --listen";
        }
        if (said.toLowerCase(Locale.ROOT).contains("denied")) {
            return "no permission for this port; choose one above 1023 with http.listen or --listen";
        }
        if (cause instanceof BindException) {
            return "the port is in use; stop the program that holds it (ss -ltnp 'sport = :" + address.getPort()
                    + "' names it) or choose another with http.listen or --listen";
        }
        return said;
    }
}

package io.gpugovernor.daemon.cli;

import java.net.InetSocketAddress;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An address to listen on, {@code host:port}; port 0 takes any free one. */
final class ListenConverter implements ITypeConverter<InetSocketAddress> {
    @Override
    public InetSocketAddress convert(String text) {
        int colon = text.lastIndexOf(':');
        if (colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}")) {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port <= 65_535) {
                return new InetSocketAddress(text.substring(0, colon).replaceAll("^\\[|]$", ""), port);
            }
        }
        throw new TypeConversionException("'" + text + "' is no address; write host:port, such as 127.0.0.1:9464");
    }
}

package io.gpugovernor.daemon.control;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process of the user nobody, which root can start; it asks so late that whoever does not listen has hung up. */
final class OtherUser {
    static final String GROUP = "nogroup";

    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String CLIENT = """
            import select, socket, sys
            client = socket.socket(socket.AF_UNIX)
            client.settimeout(20)
            try:
                client.connect(sys.argv[1])
                hangup = select.poll()
                hangup.register(client, 0)
                hangup.poll(200)
                client.sendall(sys.argv[2].encode() + b"\\n")
                print(client.recv(65536).decode())
            except OSError as error:
                print(error)
            """;

    private OtherUser() {}

    static boolean isAtHand() {
        return "root".equals(System.getProperty("user.name"))
                && Files.isExecutable(SETPRIV)
                && Files.isExecutable(PYTHON);
    }

    /** What comes back over {@code socket}, or why nothing does. */
    static String says(Path socket, String line) throws Exception {
        Process process = new ProcessBuilder(
                        SETPRIV.toString(),
                        "--reuid=nobody",
                        "--regid=nogroup",
                        "--clear-groups",
                        PYTHON.toString(),
                        "-c",
                        CLIENT,
                        socket.toString(),
                        line)
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.gpugovernor.daemon.lease;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A daemon of its own process, as far as the lease goes: takes it, lists GPU 0, says how that went in one line, and
 * stays until its input ends.
 */
final class LeaseHolder {
    private LeaseHolder() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(outcome(Path.of(arguments[0])));
        System.out.flush();
        System.in.read();
    }

    private static String outcome(Path directory) {
        Acquisition acquisition = Lease.acquire(directory, Owner.thisProcess(InstantSource.system()));
        if (acquisition instanceof Acquisition.Acquired acquired) {
            return "found " + acquired.lease().leftover().entries().size() + ", " + granted(acquired.lease());
        } else if (acquisition instanceof Acquisition.HeldByOther held) {
            return held.sentence();
        }
        return ((Acquisition.Unusable) acquisition).sentence();
    }

    private static String granted(Lease lease) {
        try {
            lease.grant(List.of(Leases.granted(0)));
            return "granted";
        } catch (LeaseException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Starts one; {@code prefix} is a command that runs it, possibly empty. */
    static Process start(Path directory, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LeaseHolder.class.getName(),
                directory.toString()));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The first line {@code holder} says. */
    static String said(Process holder) throws IOException {
        return String.valueOf(holder.inputReader(StandardCharsets.UTF_8).readLine());
    }
}

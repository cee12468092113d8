package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems that are full or read-only, each in a mount namespace of its own. */
@Timeout(60)
class HostileDiskTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void needsMountNamespaces() throws Exception {
        int status = inNamespace("mount -t tmpfs none " + directory, "true").waitFor();
        assumeTrue(status == 0, "skipped: this machine lets no test mount a file system (unshare --mount)");
    }

    @Test
    void aFullDiskRefusesTheGrantWithItsRemedy() throws Exception {
        assertThat(saidOn("mount -t tmpfs -o size=4k,mode=0700 none $0 && head -c 4096 /dev/zero > $0/ballast"))
                .startsWith("found 0, cannot write " + directory.resolve("lease") + ": the file system is full; free");
    }

    @Test
    void aFullDiskStillTellsWhatIsLeftOver() throws Exception {
        Leases.abandon(directory, granted(0), granted(1));
        assertThat(saidOn("exec 3< $0/lease && mount -t tmpfs -o size=8k,mode=0700 none $0 && cat <&3 > $0/lease"
                        + "; head -c 9999 /dev/zero 2>&- > $0/ballast"))
                .startsWith("found 2, cannot write ")
                .contains("the file system is full");
    }

    @Test
    void aReadOnlyDirectoryIsRefusedWithItsRemedy() throws Exception {
        assertThat(saidOn("mount -t tmpfs -o ro,mode=0700 none $0"))
                .startsWith("cannot use " + directory.resolve("lock")
                        + ": the file system is read-only; mount it writable");
    }

    private String saidOn(String preparation) throws Exception {
        Process holder = LeaseHolder.start(
                directory,
                List.of(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        preparation + "; exec \"$@\"",
                        directory.toString()));
        String said = LeaseHolder.said(holder);
        holder.getOutputStream().close();
        holder.waitFor();
        return said;
    }

    private static Process inNamespace(String preparation, String command) throws Exception {
        return new ProcessBuilder(
                        "sh", "-c", "unshare --map-root-user --mount sh -c '" + preparation + " && " + command + "'")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}

package io.gpugovernor.daemon.lease;

import static io.gpugovernor.daemon.lease.Leases.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void isUnderRunUnlessTheEnvironmentSaysOtherwise() {
        assertThat(RunDirectory.in(Map.of())).isEqualTo(Path.of("/run/gpu-governor"));
        assertThat(RunDirectory.in(Map.of("GPU_GOVERNOR_RUN_DIR", " "))).isEqualTo(Path.of("/run/gpu-governor"));
        assertThat(RunDirectory.in(Map.of("GPU_GOVERNOR_RUN_DIR", "/srv/x/../run")))
                .isEqualTo(Path.of("/srv/run"));
        assertThat(RunDirectory.in(Map.of("GPU_GOVERNOR_RUN_DIR", "run"))).isAbsolute();
    }

    @Test
    void refusesADirectoryWhoseParentIsMissing() {
        Path missing = parent.resolve("a").resolve("b");
        assertThat(refusal(missing)).contains(missing + " does not exist", "mkdir -p " + missing);
        assertThat(parent.resolve("a")).doesNotExist();
    }

    @Test
    void refusesAFileInItsPlace() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThat(refusal(file)).contains("is not a directory; move it away");
    }

    @Test
    void refusesADanglingLink() throws IOException {
        Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("nowhere"));
        assertThat(refusal(link)).contains("is not a directory");
    }

    @Test
    void refusesADirectoryThatOthersMayWrite() throws IOException {
        Path open = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwx---"));
        assertThat(refusal(open)).contains("may be written by other users", "chmod go-w " + open);
        assertThat(Leases.names(open)).isEmpty();
    }

    @Test
    void refusesADirectoryOfAnotherUser() throws IOException {
        Path foreign = Path.of("/");
        if (isRoot()) {
            foreign = Files.createDirectory(parent.resolve("foreign"));
            Files.setAttribute(foreign, "unix:uid", 65_534);
        }
        assertThat(refusal(foreign)).contains("belongs to user id ", "run as its owner (sudo -u '#");
    }

    @Test
    void refusesAPlaceWhereNoOneMayCreateADirectory() {
        assertThat(refusal(Path.of("/proc/self/gpu-governor"))).contains("/proc/self/gpu-governor", "; ");
    }

    @Test
    void refusesALeaseThatIsNoFile() throws IOException {
        Files.createDirectory(parent.resolve("lease"));
        assertThat(refusal(parent)).contains("lease", "not a regular file; move it away");
        Files.delete(parent.resolve("lease"));
        assertThat(Lease.acquire(parent, OWNER))
                .as("the refusal gave the lock back")
                .isInstanceOf(Acquisition.Acquired.class);
    }

    @Test
    void refusesALeaseThatIsALink() throws IOException {
        Path secret = Files.writeString(parent.resolve("secret"), "");
        Files.createSymbolicLink(parent.resolve("lease"), secret);
        assertThat(refusal(parent)).contains("not a regular file");
    }

    @Test
    void givesEachTroubleItsRemedy() {
        assertThat(sentence(new FileSystemException("lease", null, "No space left on device")))
                .startsWith("cannot write /run/x/lease: the file system is full; free space")
                .contains("df -i /run/x");
        assertThat(sentence(new FileSystemException("lease", null, "Disk quota exceeded")))
                .contains("the file system is full");
        assertThat(sentence(new FileSystemException("lease", null, "Read-only file system")))
                .contains("the file system is read-only; mount it writable");
        assertThat(sentence(new AccessDeniedException("lease")))
                .contains("no permission; run as the user that owns it");
        assertThat(sentence(new NoSuchFileException("lease")))
                .contains("/run/x does not exist; create it (install -d -m 0700 /run/x)");
        assertThat(sentence(new IOException("Input/output error"))).contains("Input/output error; see that /run/x");
        assertThat(sentence(new IOException())).contains("IOException; ");
    }

    private static String sentence(IOException cause) {
        return Trouble.of("write", Path.of("/run/x/lease"), cause).sentence();
    }

    private static String refusal(Path directory) {
        Acquisition acquisition = Lease.acquire(directory, OWNER);
        assertThat(acquisition).isInstanceOf(Acquisition.Unusable.class);
        String sentence = ((Acquisition.Unusable) acquisition).sentence();
        assertThat(sentence).doesNotContain("\n");
        return sentence;
    }

    private boolean isRoot() throws IOException {
        return ((Number) Files.getAttribute(parent, "unix:uid")).intValue() == 0;
    }
}

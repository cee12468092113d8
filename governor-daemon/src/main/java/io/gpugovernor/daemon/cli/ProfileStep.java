package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.time.SystemTime;
import io.gpugovernor.sim.sweep.Dataset;
import io.gpugovernor.sim.sweep.fit.FitException;
import io.gpugovernor.sim.sweep.fit.FittedProfiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The hardware profile that explains a dataset, in its folder, for {@code run}, {@code simulate}, {@code demo} and
 * {@code advise}. A dataset that is too small for one stays without, and a line says why.
 */
final class ProfileStep implements Afterwards {
    private final PrintWriter err;

    ProfileStep(PrintWriter err) {
        this.err = err;
    }

    @Override
    public List<Path> make(Dataset dataset, Path folder) {
        String date = SystemTime.calendar().atZone(ZoneOffset.UTC).toLocalDate().toString();
        List<Path> files = new ArrayList<>();
        try {
            Map<String, String> texts = FittedProfiles.of(dataset, source(dataset, folder), date);
            texts.forEach((name, text) -> {
                Path file = folder.resolve(name);
                JsonTarget.file("--out", file.toString()).write(text.stripTrailing(), err);
                files.add(file);
            });
        } catch (FitException tooLittle) {
            err.println("characterize: no profile was made: " + OneLine.of(tooLittle));
            err.flush();
        }
        return files;
    }

    private static String source(Dataset dataset, Path folder) {
        String what = dataset.manifest().source().equals("twin") ? "a digital twin" : "a live node";
        return "the dataset " + folder.toAbsolutePath().normalize().getFileName() + ", measured on " + what + " with: "
                + dataset.manifest().command();
    }
}

package io.gpugovernor.sim.sweep.fit;
import io.gpugovernor.sim.profile.*;
import java.nio.file.*;
public class Try {
  public static void main(String[] a) throws Exception {
    for (String n : a[0].split(",")) {
      for (double noise : new double[]{0, 0.03}) {
      MeasuredTwin m = new MeasuredTwin(HardwareProfiles.load(n), noise, 1);
      Fitted f = ProfileFit.fit(m.known(), m.evidence());
      Files.writeString(Path.of("/tmp/fit-" + n + (noise > 0 ? "-noisy" : "") + ".yaml"), ProfileWriter.write(f.profile(), f.comment("twin", "2026")));
      }
    }
  }
}

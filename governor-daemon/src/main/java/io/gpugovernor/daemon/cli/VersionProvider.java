package io.gpugovernor.daemon.cli;

import io.gpugovernor.daemon.metrics.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        BuildInfo build = BuildInfo.ofThisBuild();
        return new String[] {
            "gpu-governor " + build.version() + " (revision " + build.revision() + ", Java " + build.javaVersion() + ")"
        };
    }
}

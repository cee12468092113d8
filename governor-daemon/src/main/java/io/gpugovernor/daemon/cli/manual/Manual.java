package io.gpugovernor.daemon.cli.manual;

import io.gpugovernor.daemon.metrics.BuildInfo;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/** All manual pages. The same program gives the same bytes: no date is in them. */
public final class Manual {
    private Manual() {}

    /** Text by file name, such as {@code gpu-governor-status.1}; a page for each command below {@code root}, and it. */
    public static Map<String, String> of(CommandSpec root) {
        String source = "gpu-governor " + BuildInfo.ofThisBuild().version();
        Map<String, String> pages = new TreeMap<>();
        collect(root, source, pages);
        pages.put(PolicyPage.NAME + ".5", PolicyPage.of(source).text());
        return pages;
    }

    private static void collect(CommandSpec command, String source, Map<String, String> pages) {
        CommandPage page = new CommandPage(command, source);
        pages.put(page.name() + ".1", page.text());
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), source, pages));
    }
}

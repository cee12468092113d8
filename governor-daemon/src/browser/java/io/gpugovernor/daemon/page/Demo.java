package io.gpugovernor.daemon.page;

import io.gpugovernor.daemon.cli.GpuGovernor;
import io.gpugovernor.daemon.node.Eventually;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code demo}, until closed: the whole daemon on simulated GPUs. */
final class Demo implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("page +(http://127\\.0\\.0\\.1:[0-9]+/)");

    private final StringWriter out = new StringWriter();
    private final Thread thread;
    private final String url;

    /** @param speed simulated seconds in a real one */
    Demo(int speed) {
        PrintWriter printed = new PrintWriter(out, true);
        thread = new Thread(
                () -> GpuGovernor.commandLine()
                        .setOut(printed)
                        .setErr(printed)
                        .execute(
                                "demo",
                                "--duration",
                                "1h",
                                "--speed",
                                Integer.toString(speed),
                                "--listen",
                                "127.0.0.1:0"),
                "demo");
        thread.start();
        url = Eventually.value("the demo's page", this::page, page -> !page.isEmpty());
    }

    String url() {
        return url;
    }

    private String page() {
        Matcher found = PAGE.matcher(out.toString());
        return found.find() ? found.group(1) : "";
    }

    @Override
    public void close() {
        thread.interrupt();
        Eventually.holds("the demo's end", () -> !thread.isAlive());
    }
}

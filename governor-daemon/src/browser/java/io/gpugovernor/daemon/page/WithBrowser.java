package io.gpugovernor.daemon.page;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one browser of a run, which ends with it. Where there is none, they are skipped and say so. */
final class WithBrowser implements ParameterResolver {
    private static final Namespace OURS = Namespace.create(WithBrowser.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Browser.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Optional<File> chromium = program("chromium", "chromium-browser", "google-chrome", "chrome");
        Optional<File> chromedriver = program("chromedriver");
        assumeTrue(
                chromium.isPresent() && chromedriver.isPresent(),
                "no Chromium and chromedriver on the PATH (apt-get install chromium chromium-driver)");
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(
                        Browser.class,
                        type -> new Browser(chromium.orElseThrow(), chromedriver.orElseThrow()),
                        Browser.class);
    }

    private static Optional<File> program(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst();
    }
}

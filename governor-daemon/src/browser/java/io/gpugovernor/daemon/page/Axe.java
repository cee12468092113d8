package io.gpugovernor.daemon.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which looks a page over for what keeps people from using it: contrast, names, roles, order. */
final class Axe {
    private static final String FOUND = "const done = arguments[arguments.length - 1];"
            + "axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations.flatMap(rule =>"
            + " rule.nodes.map(node => rule.id + ': ' + node.target + ' ' + node.failureSummary))))";

    private Axe() {}

    /** Rule, place and remedy of everything it found. */
    static List<String> violations(Browser browser) throws IOException {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IOException("axe.min.js is not on the class path");
            }
            browser.run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            return browser.later(FOUND);
        }
    }
}

package io.gpugovernor.daemon.config;

import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads web configurations, and looks into the certificates and keys that they name. */
public final class WebConfigLoader {
    private WebConfigLoader() {}

    /** What {@code file} says, at most 1 MiB of YAML in UTF-8; paths in it start from its folder. */
    public static WebConfigResult load(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Findings findings = new Findings();
        try {
            String text = FileText.read(file);
            if (text.isBlank()) {
                throw UnreadableException.whole(
                        "the file is empty", "write tls_server_config or basic_auth_users, or do without the file");
            }
            Node root = YamlTree.compose(text);
            return new WebConfigReader(findings, folder)
                    .read(root)
                    .<WebConfigResult>map(config -> new WebConfigResult.Loaded(config, findings.warnings()))
                    .orElseGet(() -> new WebConfigResult.Rejected(new Problems(findings.problems())));
        } catch (UnreadableException unreadable) {
            return new WebConfigResult.Rejected(Problems.of(unreadable.problem()));
        }
    }
}

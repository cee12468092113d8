package io.gpugovernor.daemon.scrape;

import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as nodes, and nothing more: no object is made of them, so that nothing is set up that could make one, nor Java's
 * logging, which that would bring along.
 */
public final class YamlNodes {
    private YamlNodes() {}

    /**
     * The one document in {@code text}; null if it is empty.
     *
     * @throws org.yaml.snakeyaml.error.YAMLException if it is not YAML, more than one document, or beyond {@code limits}
     */
    public static @Nullable Node compose(String text, LoaderOptions limits) {
        ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), limits);
        return new Composer(parser, new Resolver(), limits).getSingleNode();
    }
}

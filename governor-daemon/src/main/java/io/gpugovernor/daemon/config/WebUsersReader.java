package io.gpugovernor.daemon.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads who may come in, by which password. No hash is ever quoted, and nothing that may be a password. */
final class WebUsersReader {
    private static final String PATH = "basic_auth_users";

    /** Basic authentication is for a few; more want a proxy or certificates. */
    private static final int MOST_USERS = 100;

    /** Above it, each check of a password takes seconds of a core. */
    private static final int HIGHEST_COST = 15;

    /** Below it, hashes that got out are tried too fast. */
    private static final int LOW_COST = 10;

    private static final String MAKE_ONE = "make one with: gpu-governor hash-password";

    private final Findings findings;

    WebUsersReader(Findings findings) {
        this.findings = findings;
    }

    Map<String, PasswordHash> read(Node node) {
        if (!(node instanceof MappingNode mapping) || !Values.plainTag(PATH, node, findings)) {
            findings.problem(PATH, node, PATH + " must be a block of users", "write USER: HASH, and " + MAKE_ONE);
            return Map.of();
        }
        if (mapping.getValue().isEmpty() || mapping.getValue().size() > MOST_USERS) {
            findings.problem(
                    PATH, node, PATH + " must hold 1 to " + MOST_USERS + " users", "remove the block to ask nobody");
            return Map.of();
        }
        Map<String, PasswordHash> users = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            take(entry, users);
        }
        return users;
    }

    private void take(NodeTuple entry, Map<String, PasswordHash> users) {
        if (!(entry.getKeyNode() instanceof ScalarNode name) || !isName(name.getValue())) {
            findings.problem(
                    PATH,
                    entry.getKeyNode(),
                    "a user's name has 1 to 64 characters, without colon and control characters",
                    "choose another name");
            return;
        }
        String path = PATH + "." + Quoted.of(name.getValue());
        if (!(entry.getValueNode() instanceof ScalarNode value) || !PasswordHash.isOne(value.getValue())) {
            findings.problem(
                    path,
                    entry.getValueNode(),
                    "what is given for user " + Quoted.of(name.getValue()) + " is not a bcrypt hash",
                    MAKE_ONE + "; passwords themselves are never written here");
            return;
        }
        PasswordHash hash = new PasswordHash(value.getValue());
        weigh(path, value, hash);
        if (users.put(name.getValue(), hash) != null) {
            findings.problem(path, name, "the user is given twice", "remove one of them");
        }
    }

    private void weigh(String path, Node at, PasswordHash hash) {
        if (hash.cost() > HIGHEST_COST) {
            findings.problem(
                    path,
                    at,
                    "the hash has a cost of " + hash.cost() + ", which takes seconds of a core for each check",
                    "make one of at most " + HIGHEST_COST + ": gpu-governor hash-password");
        } else if (hash.cost() < LOW_COST) {
            findings.warning(
                    path,
                    at,
                    "the hash has a cost of " + hash.cost() + "; whoever gets hold of it can try passwords fast",
                    "make another with: gpu-governor hash-password");
        }
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= 64
                && name.codePoints().noneMatch(c -> c == ':' || Character.isISOControl(c));
    }
}

package io.gpugovernor.daemon.tls;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** What this Java's TLS can be told about suites and curves. */
public final class TlsTerms {
    private static final Optional<Method> NAMED_GROUPS = Stream.of(SSLParameters.class.getMethods())
            .filter(method -> method.getName().equals("setNamedGroups"))
            .findFirst();

    private TlsTerms() {}

    /** Names of all cipher suites that can be switched on. */
    public static Set<String> knownSuites() {
        try {
            return Set.of(SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException without) {
            throw new IllegalStateException("this Java cannot do TLS", without);
        }
    }

    /** Whether the order of curves can be told; Java learned it with 20. */
    public static boolean canChooseCurves() {
        return NAMED_GROUPS.isPresent();
    }

    /** Has TLS 1.2 use {@code chosen}, in this order. The suites of TLS 1.3 stay: all are sound. */
    public static void limitSuites(SSLParameters parameters, List<String> chosen) {
        List<String> suites = new ArrayList<>(chosen);
        Stream.of(parameters.getCipherSuites())
                .filter(name -> !name.contains("_WITH_") && name.startsWith("TLS_") && !chosen.contains(name))
                .forEach(suites::add);
        parameters.setCipherSuites(suites.toArray(new String[0]));
    }

    /** @throws IllegalStateException where curves cannot be chosen */
    public static void chooseCurves(SSLParameters parameters, List<String> curves) {
        try {
            NAMED_GROUPS
                    .orElseThrow(() -> new IllegalStateException("this Java cannot choose curves"))
                    .invoke(parameters, (Object) curves.toArray(new String[0]));
        } catch (IllegalAccessException | InvocationTargetException refused) {
            throw new IllegalStateException("this Java cannot choose curves", refused);
        }
    }
}

package io.gpugovernor.daemon.reload;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which asks a daemon to read its configuration again and would end a Java process otherwise. The JDK's only way
 * to hear it, {@code sun.misc.Signal}, is not part of Java, so it is looked for by name: without it all else works.
 */
public final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** From now on {@code action} is run on each SIGHUP, by a thread of the JVM's; whether that is so. */
    public static boolean runs(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> listener = Class.forName("sun.misc.SignalHandler");
            InvocationHandler answer = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                }
                return plain(proxy, method.getName(), arguments);
            };
            Object heard = Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[] {listener}, answer);
            signal.getMethod("handle", signal, listener)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), heard);
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException without) {
            // An InvocationTargetException says why in its cause: under -Xrs the JVM keeps the signal to itself.
            LOG.info(
                    "SIGHUP does not reload here ({}); use 'gpu-governor reload'",
                    Optional.ofNullable(without.getCause()).orElse(without).toString());
            return false;
        }
    }

    /** What every object can do. */
    @SuppressWarnings("ReferenceEquality") // a proxy is equal to itself; asking it would ask this again
    private static Object plain(Object proxy, String method, Object[] arguments) {
        return switch (method) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "SIGHUP reloads";
        };
    }
}

package io.gpugovernor.daemon.config;

import java.util.List;

/** The keys that a block of a file may hold. */
interface Keys {
    /** In the order of the documentation. */
    List<String> keys();
}

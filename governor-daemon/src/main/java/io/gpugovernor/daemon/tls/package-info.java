/** Certificates and keys in PEM files: how they are read, checked and turned into TLS. */
@NullMarked
package io.gpugovernor.daemon.tls;

import org.jspecify.annotations.NullMarked;

/** Who may use the daemon's endpoint, and over what: TLS, passwords and limits of a web configuration, followed live. */
@NullMarked
package io.gpugovernor.daemon.web;

import org.jspecify.annotations.NullMarked;

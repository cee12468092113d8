/** The daemon's HTTP endpoint: metrics, health, reload, status, decisions and the status page. See docs/http.md. */
@NullMarked
package io.gpugovernor.daemon.http;

import org.jspecify.annotations.NullMarked;

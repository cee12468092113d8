/** Manual pages, written from the commands themselves and the policy file's schema, so that they cannot fall behind. */
@NullMarked
package io.gpugovernor.daemon.cli.manual;

import org.jspecify.annotations.NullMarked;

/** What is said to operators about words they wrote. */
@NullMarked
package io.gpugovernor.daemon.text;

import org.jspecify.annotations.NullMarked;

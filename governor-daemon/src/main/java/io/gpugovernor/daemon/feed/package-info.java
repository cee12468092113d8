/** The push feed: receives what an engine tells of each step, and uses it in place of scraping while it can be trusted. */
@NullMarked
package io.gpugovernor.daemon.feed;

import org.jspecify.annotations.NullMarked;

/** Rules that pick a clock. Each is an immutable value, and its class comment is its formula. */
package io.gpugovernor.core.policy;

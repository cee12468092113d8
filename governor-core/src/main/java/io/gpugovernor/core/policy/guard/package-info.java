/** Limits around a policy, each a decorator whose name shows up as the decision's reason. */
package io.gpugovernor.core.policy.guard;

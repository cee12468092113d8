/** The words of the domain: GPUs and their clock steps, promises, decisions and the books kept on them. */
package io.gpugovernor.core.model;

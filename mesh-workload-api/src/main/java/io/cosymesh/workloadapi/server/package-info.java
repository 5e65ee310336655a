/**
 * Serves one workload's identity to the processes beside it.
 */
@NullMarked
package io.cosymesh.workloadapi.server;

import org.jspecify.annotations.NullMarked;

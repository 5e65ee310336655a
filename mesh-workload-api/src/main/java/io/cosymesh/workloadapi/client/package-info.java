/**
 * Takes a workload's SVID from a Workload API, whoever serves it.
 */
@NullMarked
package io.cosymesh.workloadapi.client;

import org.jspecify.annotations.NullMarked;

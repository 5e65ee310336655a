/**
 * Serves a workload's identity to a process beside this one. Everything but the command
 * itself is loaded only when it runs: gRPC would slow the other commands down.
 */
@NullMarked
package io.cosymesh.cli.workloadapi;

import org.jspecify.annotations.NullMarked;

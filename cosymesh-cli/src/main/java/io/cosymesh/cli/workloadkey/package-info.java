/**
 * The keys that workloads prove their names with: which count, new ones, old ones away.
 */
@NullMarked
package io.cosymesh.cli.workloadkey;

import org.jspecify.annotations.NullMarked;

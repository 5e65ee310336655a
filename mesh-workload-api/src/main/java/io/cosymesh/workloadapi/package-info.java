/**
 * The SPIFFE Workload API: where it is and what every request to it carries. Neither
 * Spring nor anything about how SVIDs are issued may enter.
 */
@NullMarked
package io.cosymesh.workloadapi;

import org.jspecify.annotations.NullMarked;

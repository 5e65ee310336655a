/**
 * Names of workloads and the strict reading of SPIFFE IDs. No certificates, no TLS.
 */
@NullMarked
package io.cosymesh.identity;

import org.jspecify.annotations.NullMarked;

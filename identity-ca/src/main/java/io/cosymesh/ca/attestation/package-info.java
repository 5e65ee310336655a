/**
 * How a workload proves its name. Nothing that reads a CSR may enter, because names come
 * from what was proved and never from what was asked for.
 */
@NullMarked
package io.cosymesh.ca.attestation;

import org.jspecify.annotations.NullMarked;

/**
 * What a Kubernetes ServiceAccount token proves, whoever judged it. Nothing that judges
 * may enter.
 */
@NullMarked
package io.cosymesh.ca.attestation.serviceaccount;

import org.jspecify.annotations.NullMarked;

/**
 * Issues JWT-SVIDs to workloads that hold an X509-SVID. Tokens leave by the answer alone:
 * they must not enter logs, errors or stores.
 */
@NullMarked
package io.cosymesh.ca.jwt;

import org.jspecify.annotations.NullMarked;

/**
 * Whom the storage trusts over TLS. What it keeps must not enter.
 */
@NullMarked
package io.cosymesh.backend.storage.tls;

import org.jspecify.annotations.NullMarked;

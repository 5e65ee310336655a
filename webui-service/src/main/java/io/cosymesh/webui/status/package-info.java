/**
 * What the gateway knows about identities right now. Only what it checked itself is said.
 */
@NullMarked
package io.cosymesh.webui.status;

import org.jspecify.annotations.NullMarked;

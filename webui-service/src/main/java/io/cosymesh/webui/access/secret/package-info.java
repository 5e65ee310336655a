/**
 * Secrets that are recognised without being kept. Whose they are must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.secret;

import org.jspecify.annotations.NullMarked;

/**
 * Copies of the gateway's database, for backups.
 */
@NullMarked
package io.cosymesh.webui.access.snapshot;

import org.jspecify.annotations.NullMarked;

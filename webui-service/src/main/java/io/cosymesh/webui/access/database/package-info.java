/**
 * The gateway's own database: how it is opened, asked and watched. What is kept in it
 * must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.database;

import org.jspecify.annotations.NullMarked;

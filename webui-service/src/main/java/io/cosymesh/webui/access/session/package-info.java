/**
 * Sessions of people in browsers, kept in the database: they outlive a restart and are
 * the same for every replica. How somebody signed in must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.session;

import org.jspecify.annotations.NullMarked;

/**
 * What the gateway's own routes are, for programs. What they do must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.description;

import org.jspecify.annotations.NullMarked;

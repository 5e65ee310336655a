/**
 * JSON bodies, read field by field, with refusals that name the field and the fix. What
 * is in them must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.form;

import org.jspecify.annotations.NullMarked;

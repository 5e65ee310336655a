/**
 * The files of the page and the headers that confine them.
 */
@NullMarked
package io.cosymesh.webui.page;

import org.jspecify.annotations.NullMarked;

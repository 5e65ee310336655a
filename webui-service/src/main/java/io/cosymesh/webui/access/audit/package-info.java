/**
 * Who did what, kept for administrators. Secrets must not enter, nor what strangers type.
 */
@NullMarked
package io.cosymesh.webui.access.audit;

import org.jspecify.annotations.NullMarked;

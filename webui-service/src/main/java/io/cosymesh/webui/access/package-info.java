/**
 * Who somebody is and what they may do, as the rest of the gateway knows it. How they
 * proved it must not enter.
 */
@NullMarked
package io.cosymesh.webui.access;

import org.jspecify.annotations.NullMarked;

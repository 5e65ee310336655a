/**
 * Who may come in: API keys for scripts, a session for people. What they may then do is
 * decided behind the gateway.
 */
@NullMarked
package io.cosymesh.webui.access;

import org.jspecify.annotations.NullMarked;

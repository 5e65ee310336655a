/**
 * API keys: how they are made, told apart, limited and ended. Whatever else proves who
 * somebody is must not enter.
 */
@NullMarked
package io.cosymesh.webui.access.key;

import org.jspecify.annotations.NullMarked;

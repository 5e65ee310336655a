/**
 * Untrusted bytes of any container in, mono samples at the recording's own rate out.
 */
@NullMarked
package io.cosymesh.audio.decode;

import org.jspecify.annotations.NullMarked;

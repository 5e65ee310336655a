/**
 * The gateway and the page. Knows nothing of voices: what it serves under {@code /api} is
 * backend-api's.
 */
@NullMarked
package io.cosymesh.webui;

import org.jspecify.annotations.NullMarked;

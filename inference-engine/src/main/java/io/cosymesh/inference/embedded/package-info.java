/**
 * The engine that works on a fresh machine: espeak-ng adapted to the speaker. The only
 * place that runs espeak-ng.
 */
@NullMarked
package io.cosymesh.inference.embedded;

import org.jspecify.annotations.NullMarked;

/**
 * Speech that is made while nobody waits for it: accepted, queued, made sentence by
 * sentence, kept until it is fetched. How a sentence is made must not enter.
 */
@NullMarked
package io.cosymesh.backend.job;

import org.jspecify.annotations.NullMarked;

/**
 * What shells complete. Nothing about services may enter.
 */
@NullMarked
package io.cosymesh.cli.completion;

import org.jspecify.annotations.NullMarked;

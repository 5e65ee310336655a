/**
 * Takes what backend-api keeps into a file and back. What is in the database must not
 * enter.
 */
@NullMarked
package io.cosymesh.cli.backup;

import org.jspecify.annotations.NullMarked;

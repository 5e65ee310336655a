/**
 * What the services' policies allow, as the services themselves say it. Nothing may be
 * decided here.
 */
@NullMarked
package io.cosymesh.cli.authz;

import org.jspecify.annotations.NullMarked;

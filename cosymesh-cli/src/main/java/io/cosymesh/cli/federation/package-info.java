/**
 * What an operator sees of the trust domains that the CA federates with. Nothing that
 * knows how the CA federates may enter.
 */
@NullMarked
package io.cosymesh.cli.federation;

import org.jspecify.annotations.NullMarked;

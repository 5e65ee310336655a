/**
 * What only an operator may ask for. Nothing that serves workloads may enter.
 */
@NullMarked
package io.cosymesh.ca.admin;

import org.jspecify.annotations.NullMarked;

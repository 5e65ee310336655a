/**
 * How well the embedded engine speaks and takes after people, in numbers. Nothing that a
 * service runs.
 */
@NullMarked
package io.cosymesh.inference.benchmarks;

import org.jspecify.annotations.NullMarked;

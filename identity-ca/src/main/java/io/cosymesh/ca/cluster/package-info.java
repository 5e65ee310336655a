/**
 * The way to the Kubernetes API server. What is asked there must not enter.
 */
@NullMarked
package io.cosymesh.ca.cluster;

import org.jspecify.annotations.NullMarked;

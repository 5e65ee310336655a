/**
 * Small graphs in the form of the published ones, for the tests of whoever runs them.
 */
@NullMarked
package io.cosymesh.models.onnx;

import org.jspecify.annotations.NullMarked;

/**
 * Components of CosyVoice that have a stable ONNX form, run inside the JVM: CAM++, which
 * describes a speaker, and the speech tokenizer. They read the features of
 * {@link io.cosymesh.dsp.mel}.
 */
@NullMarked
package io.cosymesh.models;

import org.jspecify.annotations.NullMarked;

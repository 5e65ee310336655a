/**
 * The features that CosyVoice's models read: log-mel spectra with the exact parameters of
 * librosa, Whisper and Kaldi. Independent of what the embedded engine measures.
 */
@NullMarked
package io.cosymesh.dsp.mel;

import org.jspecify.annotations.NullMarked;

package io.cosymesh.contracts;

/**
 * Response headers that describe a stream of speech, from the engine to the public API.
 */
public final class SpeechHeaders {

	/** Name of the engine that made the speech, for example {@code embedded}. */
	public static final String ENGINE = "X-Engine";

	/** Samples per second of the audio. */
	public static final String SAMPLE_RATE = "X-Sample-Rate";

	/** Seed that makes the same request sound the same again. */
	public static final String SEED = "X-Seed";

	/** BCP 47 tag of the language that was spoken. */
	public static final String LANGUAGE = "X-Language";

	/** Number of sentences the text was split into. */
	public static final String SENTENCES = "X-Sentences";

	/** Place in the engine's queue when the order came, from 1; 0 if it didn't wait. */
	public static final String QUEUE_POSITION = "X-Queue-Position";

	private SpeechHeaders() {
	}

}

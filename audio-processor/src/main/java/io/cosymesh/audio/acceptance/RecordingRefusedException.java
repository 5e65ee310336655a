package io.cosymesh.audio.acceptance;

/**
 * Thrown when a recording is not taken, wherever that turns out.
 */
public final class RecordingRefusedException extends RuntimeException {

	private final Refusal refusal;

	/**
	 * Creates the exception.
	 * @param refusal the reason
	 */
	public RecordingRefusedException(Refusal refusal) {
		super(refusal.detail());
		this.refusal = refusal;
	}

	/**
	 * Returns the reason.
	 * @return the reason
	 */
	public Refusal refusal() {
		return this.refusal;
	}

}

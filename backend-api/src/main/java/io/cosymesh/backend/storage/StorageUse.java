package io.cosymesh.backend.storage;

/**
 * Says what a feature keeps for a tenant. Counted from the rows that need it, so that
 * nothing can drift; called in the transaction that adds to it.
 */
public interface StorageUse {

	/**
	 * Counts what is kept.
	 * @param tenant for whom
	 * @return how much, nothing for a tenant nobody knows
	 */
	Amount of(String tenant);

	/**
	 * How much is kept.
	 *
	 * @param bytes of audio
	 * @param voices number of voices
	 */
	record Amount(long bytes, long voices) {

		/** Nothing at all. */
		public static final Amount NOTHING = new Amount(0, 0);

		Amount plus(Amount other) {
			return new Amount(this.bytes + other.bytes, this.voices + other.voices);
		}

	}

}

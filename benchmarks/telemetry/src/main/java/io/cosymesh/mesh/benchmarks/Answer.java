package io.cosymesh.mesh.benchmarks;

/**
 * What an edge carries.
 */
enum Answer {

	/** A few bytes, so that nothing but the way there and back is measured. */
	WORD("a word", "/v1/echo/{id}", 600),

	/**
	 * A second of speech in ten pieces, which cost nothing to make: the smallest thing
	 * that edges of the pipeline carry.
	 */
	SPEECH("a second of speech", "/v1/speech/{id}", 300);

	private final String words;

	private final String route;

	private final int requests;

	Answer(String words, String route, int requests) {
		this.words = words;
		this.route = route;
		this.requests = requests;
	}

	String words() {
		return this.words;
	}

	String route() {
		return this.route;
	}

	/**
	 * Returns how many a round has: about a quarter of a second, so that whatever
	 * disturbs the machine disturbs all of a round.
	 */
	int requests() {
		return this.requests;
	}

}

package io.cosymesh.ca.federation;

import java.util.Locale;

/**
 * How a look at a foreign bundle went, as metrics, logs and the operator's view name it.
 */
enum RefreshResult {

	/** There is a newer bundle, and it counts from now on. */
	UPDATED,

	/** The bundle is still the same. */
	UNCHANGED,

	/** The endpoint can't be reached or doesn't answer in time. */
	UNREACHABLE,

	/** Whoever answers doesn't prove to be the configured endpoint. */
	ENDPOINT_NOT_TRUSTED,

	/** The endpoint answers something else than a document. */
	UNEXPECTED_ANSWER,

	/** The endpoint sends the client to where it may not go. */
	REDIRECT_REFUSED,

	/** The document is no SPIFFE bundle. */
	MALFORMED,

	/** The bundle is older than what is known. */
	OLDER,

	/** The bundle could not be stored for other replicas being faster. */
	CONTENDED;

	/**
	 * Returns the name in kebab case.
	 */
	String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}

package io.cosymesh.workloadapi;

import io.grpc.Metadata;

/**
 * The metadata that every request to a Workload API carries, so that nobody is talked
 * into sending one by a forged URL (SPIFFE_Workload_Endpoint §3).
 */
public final class SecurityHeader {

	private static final Metadata.Key<String> KEY = Metadata.Key.of("workload.spiffe.io",
			Metadata.ASCII_STRING_MARSHALLER);

	private static final String VALUE = "true";

	private SecurityHeader() {
	}

	/**
	 * Returns metadata with the header in it.
	 */
	public static Metadata metadata() {
		Metadata metadata = new Metadata();
		metadata.put(KEY, VALUE);
		return metadata;
	}

	/**
	 * Returns whether a request carries the header, spelt exactly.
	 * @param metadata the metadata of the request
	 */
	public static boolean isIn(Metadata metadata) {
		return VALUE.equals(metadata.get(KEY));
	}

}

package io.cosymesh.ca.federation;

import java.net.URI;

/**
 * What any URL of a bundle endpoint must be, whether configured or redirected to (SPIFFE
 * Federation §5.2.1.1 and §5.2.2.1).
 */
final class BundleUrl {

	private BundleUrl() {
	}

	/**
	 * Refuses what can't be a bundle endpoint's URL.
	 * @param url the URL
	 * @throws IllegalArgumentException if it can't; the message completes the sentence
	 * "it ..." and never repeats the URL
	 */
	static void require(URI url) {
		if (!"https".equalsIgnoreCase(url.getScheme())) {
			throw new IllegalArgumentException("does not begin with https://");
		}
		if (url.getRawUserInfo() != null || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
			throw new IllegalArgumentException("contains a user name or password");
		}
		if (url.getHost() == null) {
			throw new IllegalArgumentException("names no host");
		}
	}

}

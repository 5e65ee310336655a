package io.cosymesh.ca.federation;

import java.nio.file.Path;
import java.util.Optional;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

/**
 * How a bundle endpoint proves that it is the right one.
 */
sealed interface EndpointProfile {

	/** The configured name of {@link HttpsWeb}. */
	String HTTPS_WEB = "https_web";

	/** The configured name of {@link HttpsSpiffe}. */
	String HTTPS_SPIFFE = "https_spiffe";

	/**
	 * Returns the name that the SPIFFE Federation standard gives the profile.
	 */
	String text();

	/**
	 * By a certificate for the host of its URL.
	 *
	 * @param roots PEM file with the roots to accept, or {@code null} for those of the
	 * operating system
	 */
	record HttpsWeb(@Nullable Path roots) implements EndpointProfile {

		@Override
		public String text() {
			return HTTPS_WEB;
		}

	}

	/**
	 * By an X509-SVID.
	 *
	 * @param endpoint the SPIFFE ID that must answer
	 * @param initialBundle file with the bundle to begin with, or {@code null} when the
	 * bundle of the endpoint's trust domain is known from elsewhere
	 */
	record HttpsSpiffe(SpiffeId endpoint, @Nullable Path initialBundle) implements EndpointProfile {

		@Override
		public String text() {
			return HTTPS_SPIFFE;
		}

		Optional<Path> bootstrap() {
			return Optional.ofNullable(this.initialBundle);
		}

	}

}

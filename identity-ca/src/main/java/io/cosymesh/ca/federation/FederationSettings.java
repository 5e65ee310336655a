package io.cosymesh.ca.federation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of federation.
 *
 * @param trustDomains the foreign trust domains whose bundles are taken in
 * @param shortestRefresh the least time between two looks at a foreign bundle, whatever
 * its refresh hint asks for
 * @param longestRefresh the most time between two looks, so that a hint of days doesn't
 * leave new keys unknown
 */
@Validated
@ConfigurationProperties("cosymesh.ca.federation")
record FederationSettings(@DefaultValue List<@Valid ForeignDomain> trustDomains,
		@DefaultValue("1m") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration shortestRefresh,
		@DefaultValue("1h") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration longestRefresh) {

	/**
	 * A foreign trust domain and where its bundle is.
	 *
	 * @param trustDomain its name
	 * @param url where it publishes its bundle
	 * @param profile how the endpoint proves that it is the right one
	 * @param endpointId SPIFFE ID of the endpoint, for https_spiffe
	 * @param initialBundle file with the bundle that verifies the endpoint the first
	 * time, for an endpoint of the same trust domain
	 * @param certificateAuthority PEM file with the roots that verify the endpoint, for
	 * https_web; those of the operating system by default
	 * @param followRedirects whether the endpoint may send the client elsewhere
	 */
	record ForeignDomain(@NotBlank String trustDomain, @NotBlank String url, @NotBlank String profile,
			@Nullable String endpointId, @Nullable Path initialBundle, @Nullable Path certificateAuthority,
			@DefaultValue("true") boolean followRedirects) {
	}

}

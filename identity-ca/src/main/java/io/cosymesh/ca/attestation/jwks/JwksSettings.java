package io.cosymesh.ca.attestation.jwks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How ServiceAccount tokens are judged without the API server.
 *
 * @param issuer the one {@code iss} that tokens must have, exactly
 * @param keys where the cluster's key set is: a file, or an https URL; never taken from a
 * token
 * @param caFile PEM certificates that verify the URL's server, those of the platform by
 * default
 * @param tokenFile a bearer token for the URL, read anew for every call, none by default
 * @param audience what a token must be for, and for nothing else
 * @param namespaces whose service accounts can get SVIDs, {@code *} for all; the CA's own
 * namespace by default
 * @param algorithms the JWS algorithms that the cluster signs with
 * @param refreshInterval how old the key set may get before it is read anew
 * @param refreshThrottle how long to wait after an attempt to read it, whatever key a
 * token names
 * @param timeout how long reading it may take
 */
@Validated
@ConfigurationProperties(JwksSettings.PREFIX)
record JwksSettings(@Nullable String issuer, @Nullable String keys, @Nullable Path caFile, @Nullable Path tokenFile,
		@DefaultValue("identity-ca") @NotBlank String audience, @DefaultValue List<String> namespaces, @DefaultValue( {
				"RS256",
				"ES256" }) @NotEmpty List<@Pattern(regexp = "(RS|PS|ES)(256|384|512)",
						message = "must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512") String> algorithms,
		@DefaultValue("10m") @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration refreshInterval,
		@DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration refreshThrottle,
		@DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration timeout){

	static final String PREFIX = "cosymesh.ca.attestation.kubernetes-jwks";

	JwksSettings {
		namespaces = List.copyOf(namespaces);
		algorithms = List.copyOf(algorithms);
	}

}

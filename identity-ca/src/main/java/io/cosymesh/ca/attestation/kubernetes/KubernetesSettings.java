package io.cosymesh.ca.attestation.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How ServiceAccount tokens are reviewed.
 *
 * @param apiServer where the API server is, https only
 * @param caFile PEM certificates that verify it
 * @param tokenFile the CA's own token, read anew for every call
 * @param audience what a token must be for, and for the CA alone to accept
 * @param namespaces whose service accounts can get SVIDs, {@code *} for all; the CA's own
 * namespace by default
 * @param timeout how long one call may take
 * @param reviewsPerSecond how many calls are begun in any second
 * @param concurrentReviews how many calls are under way at once
 * @param waitingReviews how many callers wait for their turn
 * @param longestWait how long they wait
 */
@Validated
@ConfigurationProperties("cosymesh.ca.attestation.kubernetes")
record KubernetesSettings(@DefaultValue("https://kubernetes.default.svc") URI apiServer,
		@DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt") Path caFile,
		@DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/token") Path tokenFile,
		@DefaultValue("identity-ca") @NotBlank String audience, @DefaultValue List<String> namespaces,
		@DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration timeout,
		@DefaultValue("50") @Min(1) @Max(10_000) int reviewsPerSecond,
		@DefaultValue("10") @Min(1) @Max(1000) int concurrentReviews,
		@DefaultValue("500") @Min(0) @Max(100_000) int waitingReviews,
		@DefaultValue("5s") @DurationMin(millis = 0) @DurationMax(minutes = 1) Duration longestWait) {

	KubernetesSettings {
		namespaces = List.copyOf(namespaces);
	}

}

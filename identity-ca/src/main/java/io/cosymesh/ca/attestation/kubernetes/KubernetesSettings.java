package io.cosymesh.ca.attestation.kubernetes;

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
 * @param audience what a token must be for, and for the CA alone to accept
 * @param namespaces whose service accounts can get SVIDs, {@code *} for all; the CA's own
 * namespace by default
 * @param namespaceLabel what such a namespace must be labelled with, {@code key=value};
 * empty if nothing is asked for
 * @param namespaceCache how long the labels of a namespace are remembered
 * @param unbound service accounts of the CA's own namespace whose tokens need not belong
 * to a pod, such as an operator's
 * @param reviewsPerSecond how many calls are begun in any second
 * @param concurrentReviews how many calls are under way at once
 * @param waitingReviews how many callers wait for their turn
 * @param longestWait how long they wait
 */
@Validated
@ConfigurationProperties("cosymesh.ca.attestation.kubernetes")
record KubernetesSettings(@DefaultValue("identity-ca") @NotBlank String audience, @DefaultValue List<String> namespaces,
		@DefaultValue("cosymesh.io/identity=enabled") String namespaceLabel,
		@DefaultValue("10s") @DurationMin(millis = 0) @DurationMax(minutes = 5) Duration namespaceCache,
		@DefaultValue List<String> unbound, @DefaultValue("50") @Min(1) @Max(10_000) int reviewsPerSecond,
		@DefaultValue("10") @Min(1) @Max(1000) int concurrentReviews,
		@DefaultValue("500") @Min(0) @Max(100_000) int waitingReviews,
		@DefaultValue("5s") @DurationMin(millis = 0) @DurationMax(minutes = 1) Duration longestWait) {

	KubernetesSettings {
		namespaces = List.copyOf(namespaces);
		unbound = List.copyOf(unbound);
	}

}

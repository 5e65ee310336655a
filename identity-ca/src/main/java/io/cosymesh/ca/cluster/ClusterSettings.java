package io.cosymesh.ca.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the API server is and who the CA is to it.
 *
 * @param apiServer where the API server is, https only
 * @param caFile PEM certificates that verify it
 * @param tokenFile the CA's own token, read anew for every call
 * @param timeout how long one call may take
 */
@Validated
@ConfigurationProperties("cosymesh.ca.attestation.kubernetes")
public record ClusterSettings(@DefaultValue("https://kubernetes.default.svc") URI apiServer,
		@DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/ca.crt") Path caFile,
		@DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/token") Path tokenFile,
		@DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration timeout) {
}

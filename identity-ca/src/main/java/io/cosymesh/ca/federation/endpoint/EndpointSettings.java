package io.cosymesh.ca.federation.endpoint;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the listener for foreign trust domains.
 *
 * @param port port to listen on, none by default
 * @param address address to bind to
 * @param profile how the listener proves itself: https_web or https_spiffe
 * @param certificate PEM file with the certificate chain, for https_web
 * @param privateKey PEM file with its private key, for https_web
 * @param reloadInterval how often both files are looked at
 */
@Validated
@ConfigurationProperties("cosymesh.ca.federation.endpoint")
record EndpointSettings(@Min(0) @Max(65535) @Nullable Integer port, @DefaultValue("127.0.0.1") InetAddress address,
		@Nullable String profile, @Nullable Path certificate, @Nullable Path privateKey,
		@DefaultValue("10s") @DurationMin(millis = 100) Duration reloadInterval) {
}

package io.cosymesh.mesh.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.traffic.BreakerProperties;
import io.cosymesh.mesh.traffic.RetryProperties;
import io.cosymesh.mesh.traffic.RouteProperties;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration properties of the services this application calls.
 *
 * @param peers the services by the name they have in this application, which is also the
 * name of their HTTP service group
 */
@Validated
@ConfigurationProperties("cosymesh")
record PeersProperties(@DefaultValue Map<String, @Valid Peer> peers) {

	/**
	 * Configuration properties of one peer.
	 *
	 * @param url where it listens
	 * @param identity who it must be: a service account of the same namespace, or a whole
	 * SPIFFE ID, which may be of a federated trust domain; its name by default
	 * @param addresses host and port of its replicas, instead of all addresses that the
	 * URL's host has
	 * @param connectTimeout how long a TCP connection may take
	 * @param timeout how long the first byte of an answer may take once the request is
	 * sent
	 * @param idleTimeout how long an answer may pause while somebody waits for more
	 * @param totalTimeout how long a call may take from its first attempt to its last
	 * byte
	 * @param patience how long a call waits for a peer that can't be reached at all, such
	 * as one that starts anew
	 * @param routes calls whose limits differ; the first that matches counts
	 * @param retries when a call is tried again
	 * @param breaker when an address is left alone
	 */
	record Peer(@NotNull URI url, @Nullable String identity, @DefaultValue List<@NotBlank String> addresses,
			@NotNull @DefaultValue("2s") Duration connectTimeout, @NotNull @DefaultValue("30s") Duration timeout,
			@Nullable Duration idleTimeout, @Nullable Duration totalTimeout,
			@NotNull @DefaultValue("0s") Duration patience, @DefaultValue List<@Valid RouteProperties> routes,
			@NotNull @Valid @DefaultValue RetryProperties retries,
			@NotNull @Valid @DefaultValue BreakerProperties breaker) {

	}

}

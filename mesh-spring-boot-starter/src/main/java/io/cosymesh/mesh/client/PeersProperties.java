package io.cosymesh.mesh.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

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
	 * @param connectTimeout how long a TCP connection may take
	 * @param timeout how long the first byte of an answer may take once the request is
	 * sent
	 */
	record Peer(@NotNull URI url, @Nullable String identity, @NotNull @DefaultValue("2s") Duration connectTimeout,
			@NotNull @DefaultValue("30s") Duration timeout) {
	}

}

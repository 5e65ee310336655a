package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * How calls to one peer are to be treated.
 *
 * @param peer its name
 * @param url where it listens
 * @param addresses host and port of its replicas, empty to look up the host of the URL
 * @param timeout how long the first byte of an answer may take
 * @param idleTimeout how long an answer may pause while somebody waits for more
 * @param totalTimeout how long everything may take
 * @param patience how long a call waits for somebody to ask
 * @param routes calls that differ
 * @param retries when to try again
 * @param breaker when to leave an address alone
 */
public record TrafficSettings(String peer, URI url, List<String> addresses, Duration timeout,
		@Nullable Duration idleTimeout, @Nullable Duration totalTimeout, Duration patience,
		List<RouteProperties> routes, RetryProperties retries, BreakerProperties breaker) {

	private static final int HTTPS = 443;

	List<InetSocketAddress> names() {
		return this.addresses.isEmpty()
				? List.of(InetSocketAddress.createUnresolved(this.url.getHost(), port(this.url)))
				: this.addresses.stream().map(this::name).toList();
	}

	CallLimits limits() {
		return new CallLimits(this.routes.stream().map(this::limits).toList(),
				new Limits(this.timeout, this.idleTimeout, this.totalTimeout));
	}

	RetryPolicy retryPolicy() {
		try {
			return RetryPolicy.of(this.retries);
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException("cosymesh.peers.%s.retries.when".formatted(this.peer),
					String.valueOf(ex.getMessage()), "Use connect, reset, timeout and statuses of 500 to 599");
		}
	}

	private CallLimits.OfRoute limits(RouteProperties properties) {
		try {
			return new CallLimits.OfRoute(CallRoute.parse(properties.route()),
					new Limits(either(properties.timeout(), this.timeout),
							either(properties.idleTimeout(), this.idleTimeout),
							either(properties.totalTimeout(), this.totalTimeout)));
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException("cosymesh.peers.%s.routes".formatted(this.peer),
					String.valueOf(ex.getMessage()), "Write each route like those of a policy");
		}
	}

	private InetSocketAddress name(String address) {
		URI parsed = URI.create("https://" + address);
		if (parsed.getHost() == null || parsed.getUserInfo() != null || !address.equals(parsed.getRawAuthority())) {
			throw new MeshConfigurationException("cosymesh.peers.%s.addresses".formatted(this.peer),
					"'%s' is no address".formatted(address), "Write each like 10.0.0.7:8443");
		}
		return InetSocketAddress.createUnresolved(parsed.getHost(), port(parsed));
	}

	private static @Nullable Duration either(@Nullable Duration own, @Nullable Duration common) {
		return (own != null) ? own : common;
	}

	private static int port(URI url) {
		return (url.getPort() > 0) ? url.getPort() : HTTPS;
	}

}

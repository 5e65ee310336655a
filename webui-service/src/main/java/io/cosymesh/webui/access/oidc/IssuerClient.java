package io.cosymesh.webui.access.oidc;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/**
 * Calls the issuer, the one server outside the mesh that the gateway asks anything: by
 * TLS with the usual check of its name, in plain text on this machine only. Never follows
 * a redirect, never waits long, never reads much. No bean, so that nothing else gets it.
 */
final class IssuerClient {

	private static final int MOST_BYTES = 256 * 1024;

	private static final int CONNECT_MILLIS = 3_000;

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int CONNECTIONS = 16;

	private IssuerClient() {
	}

	static WebClient of(OidcProperties properties) {
		ConnectionProvider pool = ConnectionProvider.builder("oidc-issuer")
			.maxConnections(CONNECTIONS)
			.pendingAcquireTimeout(PATIENCE)
			.maxIdleTime(Duration.ofSeconds(30))
			.build();
		HttpClient http = secured(HttpClient.create(pool), properties.caCertificate()).followRedirect(false)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
			.responseTimeout(PATIENCE);
		return WebClient.builder()
			.clientConnector(new ReactorClientHttpConnector(http))
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
			.filter(IssuerClient::confined)
			.build();
	}

	/** Refuses an address that tokens and secrets must not be sent to. */
	static URI checked(URI url) {
		boolean safe = "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && isThisMachine(url));
		if (!safe) {
			throw new IllegalArgumentException(
					"The issuer's address %s is neither https nor http on a loopback address".formatted(url));
		}
		return url;
	}

	/** Says that the issuer is to blame, and for how long. */
	static ProblemException unavailable(Throwable cause) {
		return ProblemException
			.of(HttpStatus.SERVICE_UNAVAILABLE, "issuer-unavailable", "The issuer can't be reached",
					"The site that people sign in at does not answer as it should; try again, or use a password or key")
			.withRetryAfter(PATIENCE)
			.causedBy(cause);
	}

	private static Mono<ClientResponse> confined(ClientRequest request, ExchangeFunction next) {
		checked(request.url());
		return next.exchange(request);
	}

	private static HttpClient secured(HttpClient http, @Nullable Path authorities) {
		if (authorities == null || authorities.toString().isEmpty()) {
			return http;
		}
		GenericSslContextSpec<?> tls = Http11SslContextSpec.forClient()
			.configure((builder) -> builder.trustManager(authorities.toFile()));
		return http.secure((spec) -> spec.sslContext(tls));
	}

	private static boolean isThisMachine(URI url) {
		String host = String.valueOf(url.getHost());
		if (host.equals("localhost")) {
			return true;
		}
		try {
			return InetAddress.ofLiteral(host).isLoopbackAddress();
		}
		catch (IllegalArgumentException _) {
			return false;
		}
	}

}

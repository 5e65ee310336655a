package io.cosymesh.webui.access.oidc;

import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;

import org.springframework.web.reactive.function.client.WebClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The issuer's public keys. A key that isn't known makes the gateway ask, but not more
 * often than every ten seconds, however many tokens strangers make up.
 */
final class IssuerKeys {

	private static final Duration FRESH = Duration.ofMinutes(10);

	private static final Duration AT_LEAST = Duration.ofSeconds(10);

	private final Issuer issuer;

	private final WebClient client;

	private final InstantSource clock;

	private final AtomicReference<Known> known = new AtomicReference<>(new Known(new JWKSet(), Instant.EPOCH));

	private final AtomicReference<@Nullable Mono<JWKSet>> asking = new AtomicReference<>();

	IssuerKeys(Issuer issuer, WebClient client, InstantSource clock) {
		this.issuer = issuer;
		this.client = client;
		this.clock = clock;
	}

	Flux<JWK> find(SignedJWT token) {
		JWKSelector selector = new JWKSelector(JWKMatcher.forJWSHeader(token.getHeader()));
		Known now = this.known.get();
		List<JWK> found = selector.select(now.keys());
		Duration patience = found.isEmpty() ? AT_LEAST : FRESH;
		if (this.clock.instant().isBefore(now.at().plus(patience))) {
			return Flux.fromIterable(found);
		}
		return fetched().flatMapIterable(selector::select);
	}

	// One question at a time, for all whose key isn't known; it is asked to the end
	// though
	// whoever came first may leave.
	private Mono<JWKSet> fetched() {
		Mono<JWKSet> mine = Mono.defer(this::fetch).doFinally((_) -> this.asking.set(null)).cache();
		return Objects.requireNonNull(this.asking.updateAndGet((other) -> (other != null) ? other : mine));
	}

	private Mono<JWKSet> fetch() {
		return this.issuer.registration()
			.flatMap((registration) -> this.client.get()
				.uri(URI.create(registration.getProviderDetails().getJwkSetUri()))
				.retrieve()
				.bodyToMono(String.class))
			.map(IssuerKeys::parsed)
			.doOnNext((keys) -> this.known.set(new Known(keys, this.clock.instant())))
			.onErrorMap(IssuerClient::unavailable);
	}

	private static JWKSet parsed(String json) {
		try {
			return JWKSet.parse(json);
		}
		catch (ParseException ex) {
			throw new IllegalStateException("The issuer's keys can't be read", ex);
		}
	}

	private record Known(JWKSet keys, Instant at) {
	}

}

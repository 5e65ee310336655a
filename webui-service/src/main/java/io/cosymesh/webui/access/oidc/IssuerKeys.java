package io.cosymesh.webui.access.oidc;

import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

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
		return fetched(now).flatMapIterable(selector::select);
	}

	private Mono<JWKSet> fetched(Known before) {
		Known asking = new Known(before.keys(), this.clock.instant());
		if (!this.known.compareAndSet(before, asking)) {
			return Mono.fromSupplier(() -> this.known.get().keys());
		}
		return this.issuer.registration()
			.flatMap((registration) -> this.client.get()
				.uri(URI.create(registration.getProviderDetails().getJwkSetUri()))
				.retrieve()
				.bodyToMono(String.class))
			.map(IssuerKeys::parsed)
			.doOnNext((keys) -> this.known.set(new Known(keys, asking.at())))
			.doOnError((_) -> this.known.compareAndSet(asking, before))
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

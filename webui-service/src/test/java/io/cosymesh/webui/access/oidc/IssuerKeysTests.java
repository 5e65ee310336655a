package io.cosymesh.webui.access.oidc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class IssuerKeysTests {

	private static final String ISSUER = "http://127.0.0.1:9";

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

	private final RSAKey key = key("one");

	private final AtomicInteger asked = new AtomicInteger();

	private volatile Sinks.One<JWKSet> answer = Sinks.one();

	private IssuerKeys keys;

	@BeforeEach
	void start(@TempDir Path directory) throws IOException {
		Path secret = Files.writeString(directory.resolve("secret"), "secret");
		WebClient client = WebClient.builder().exchangeFunction(this::answer).build();
		OidcProperties properties = new OidcProperties(URI.create(ISSUER), null, "gateway", secret,
				"{baseUrl}/login/oauth2/code/oidc", List.of("openid"),
				new OidcProperties.Claims("sub", null, "roles", "admin", "member", "scope", "cosymesh."), null, "RS256",
				"oidc:", null);
		this.keys = new IssuerKeys(new Issuer(properties, client, Schedulers.immediate()), client, this.clock);
	}

	@Test
	void allWhoComeWhileTheIssuerIsAskedWaitForItsAnswer() {
		Mono<JWK> first = find(this.key);
		Mono<JWK> second = find(this.key);
		StepVerifier.create(Mono.zip(first, second))
			.expectSubscription()
			.then(() -> answerWith(this.key))
			.expectNextCount(1)
			.verifyComplete();
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void whoeverAsksFirstMayLeave() {
		find(this.key).subscribe().dispose();
		StepVerifier.create(find(this.key))
			.expectSubscription()
			.then(() -> answerWith(this.key))
			.expectNextCount(1)
			.verifyComplete();
	}

	@Test
	void tokensThatStrangersMakeUpAskOnceInTenSeconds() {
		answerWith(this.key);
		RSAKey stranger = key("made up");
		for (int made = 0; made < 100; made++) {
			assertThat(find(stranger).blockOptional()).isEmpty();
		}
		assertThat(this.asked).hasValue(1);
		this.clock.advance(Duration.ofSeconds(10));
		assertThat(find(stranger).blockOptional()).isEmpty();
		assertThat(this.asked).hasValue(2);
		assertThat(find(this.key).blockOptional()).isPresent();
	}

	@Test
	void issuerThatIsAwayIsAskedAgain() {
		this.answer.tryEmitError(new IOException("away"));
		StepVerifier.create(find(this.key)).verifyError(ProblemException.class);
		this.answer = Sinks.one();
		answerWith(this.key);
		assertThat(find(this.key).blockOptional()).isPresent();
	}

	private Mono<JWK> find(RSAKey signer) {
		return this.keys.find(token(signer)).next();
	}

	private void answerWith(RSAKey one) {
		this.answer.tryEmitValue(new JWKSet(one.toPublicJWK()));
	}

	private Mono<ClientResponse> answer(ClientRequest request) {
		if (request.url().getPath().equals("/keys")) {
			this.asked.incrementAndGet();
			return this.answer.asMono().map((set) -> json(set.toString()));
		}
		return Mono.just(json("""
				{"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
				"jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
				"id_token_signing_alg_values_supported": ["RS256"]}""".formatted(ISSUER)));
	}

	private static ClientResponse json(String body) {
		return ClientResponse.create(HttpStatus.OK)
			.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
			.body(body)
			.build();
	}

	private static RSAKey key(String id) {
		try {
			return new RSAKeyGenerator(2048).keyID(id).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SignedJWT token(RSAKey signer) {
		try {
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
					new JWTClaimsSet.Builder().subject("ada").build());
			token.sign(new RSASSASigner(signer));
			return token;
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package io.cosymesh.webui.access.oidc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.reactive.function.client.WebClient;

import io.cosymesh.webui.access.secret.UnusableSecretException;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What the issuer says of itself, asked when it is needed and remembered for an hour: a
 * gateway starts without it.
 */
final class Issuer implements ReactiveClientRegistrationRepository {

	/** The one registration there is. */
	static final String REGISTRATION = "oidc";

	private static final Duration REMEMBERED = Duration.ofHours(1);

	private static final ParameterizedTypeReference<Map<String, Object>> METADATA = new ParameterizedTypeReference<>() {
	};

	private static final List<String> ENDPOINTS = List.of("authorization_endpoint", "token_endpoint", "jwks_uri");

	private final OidcProperties properties;

	private final WebClient client;

	private final Mono<ClientRegistration> registration;

	Issuer(OidcProperties properties, WebClient client, Scheduler blocking) {
		this.properties = properties;
		this.client = client;
		IssuerClient.checked(properties.issuer());
		this.registration = discovered().publishOn(blocking)
			.map(this::registered)
			.onErrorMap(IssuerClient::unavailable)
			.cache((_) -> REMEMBERED, (_) -> Duration.ZERO, () -> Duration.ZERO);
	}

	Mono<ClientRegistration> registration() {
		return this.registration;
	}

	@Override
	public Mono<ClientRegistration> findByRegistrationId(String id) {
		return id.equals(REGISTRATION) ? this.registration : Mono.empty();
	}

	private Mono<Map<String, Object>> discovered() {
		String issuer = this.properties.issuer().toString();
		String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
		return this.client.get()
			.uri(URI.create(base + "/.well-known/openid-configuration"))
			.retrieve()
			.bodyToMono(METADATA);
	}

	private ClientRegistration registered(Map<String, Object> metadata) {
		String issuer = this.properties.issuer().toString();
		if (!issuer.equals(metadata.get("issuer"))) {
			throw new IllegalStateException("The issuer calls itself by another name than '%s'".formatted(issuer));
		}
		ENDPOINTS.forEach((name) -> IssuerClient.checked(URI.create(String.valueOf(metadata.get(name)))));
		return ClientRegistrations.fromOidcConfiguration(metadata)
			.registrationId(REGISTRATION)
			.clientId(this.properties.clientId())
			.clientSecret(secret())
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.redirectUri(this.properties.redirectUri())
			.scope(this.properties.scopes())
			.userNameAttributeName(this.properties.claims().user())
			.build();
	}

	// Read each time, so that a new one needs no restart.
	private String secret() {
		try {
			return Files.readString(this.properties.clientSecretFile()).strip();
		}
		catch (IOException _) {
			throw new UnusableSecretException("cosymesh.access.oidc.client-secret-file",
					this.properties.clientSecretFile(), "can't be read");
		}
	}

}

package io.cosymesh.webui.access.oidc;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.server.ServerWebExchange;

import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers a sign-in that is under way in a cookie of the browser that began it: nothing
 * to keep for strangers, and any replica can end it. Its prefix keeps other hosts from
 * planting one.
 */
final class PendingSignin implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private static final String COOKIE = "__Host-cosymesh-signin";

	private static final Duration TIME = Duration.ofMinutes(10);

	private final JsonMapper json = JsonMapper.shared();

	@Override
	public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
		String state = exchange.getRequest().getQueryParams().getFirst(OAuth2ParameterNames.STATE);
		return Mono.justOrEmpty(pending(exchange)).filter((request) -> Objects.equals(request.getState(), state));
	}

	@Override
	public Mono<Void> saveAuthorizationRequest(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
		Map<String, @Nullable String> kept = new LinkedHashMap<>();
		kept.put("state", request.getState());
		kept.put("nonce", request.getAttribute(OidcParameterNames.NONCE));
		kept.put("verifier", request.getAttribute(PkceParameterNames.CODE_VERIFIER));
		kept.put("redirect", request.getRedirectUri());
		kept.put("issuer", request.getAuthorizationUri());
		kept.put("client", request.getClientId());
		String content = this.json.writeValueAsString(kept);
		String value = Base64.getUrlEncoder().withoutPadding().encodeToString(content.getBytes(StandardCharsets.UTF_8));
		exchange.getResponse().addCookie(cookie(value).maxAge(TIME).build());
		return Mono.empty();
	}

	@Override
	public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
		return loadAuthorizationRequest(exchange)
			.doOnNext((_) -> exchange.getResponse().addCookie(cookie("").maxAge(Duration.ZERO).build()));
	}

	private Optional<OAuth2AuthorizationRequest> pending(ServerWebExchange exchange) {
		HttpCookie cookie = exchange.getRequest().getCookies().getFirst(COOKIE);
		return Optional.ofNullable(cookie).map(HttpCookie::getValue).map(this::read);
	}

	private @Nullable OAuth2AuthorizationRequest read(String value) {
		try {
			JsonNode content = this.json.readTree(Base64.getUrlDecoder().decode(value));
			return OAuth2AuthorizationRequest.authorizationCode()
				.authorizationUri(content.required("issuer").asString())
				.clientId(content.required("client").asString())
				.scope(OidcScopes.OPENID)
				.redirectUri(content.required("redirect").asString())
				.state(content.required("state").asString())
				.attributes((attributes) -> attributes.putAll(Map.of(OAuth2ParameterNames.REGISTRATION_ID,
						Issuer.REGISTRATION, OidcParameterNames.NONCE, content.required("nonce").asString(),
						PkceParameterNames.CODE_VERIFIER, content.required("verifier").asString())))
				.build();
		}
		catch (IllegalArgumentException | JacksonException _) {
			return null;
		}
	}

	private static ResponseCookie.ResponseCookieBuilder cookie(String value) {
		return ResponseCookie.from(COOKIE, value).path("/").secure(true).httpOnly(true).sameSite("Lax");
	}

}

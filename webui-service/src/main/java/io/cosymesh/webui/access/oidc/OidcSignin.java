package io.cosymesh.webui.access.oidc;

import java.net.URI;
import java.util.Set;

import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeReactiveAuthenticationManager;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.session.Sessions;

import reactor.core.publisher.Mono;

/**
 * Signs people in whom the issuer vouches for: authorization code with PKCE, then a
 * session like any other.
 */
public final class OidcSignin implements Customizer<ServerHttpSecurity> {

	private final Issuer issuer;

	private final ReactiveAuthenticationManager manager;

	private final ClaimedAccount accounts;

	private final Sessions sessions;

	private final AuditTrail audit;

	OidcSignin(Issuer issuer, ReactiveAuthenticationManager manager, ClaimedAccount accounts, Sessions sessions,
			AuditTrail audit) {
		this.issuer = issuer;
		this.manager = manager;
		this.accounts = accounts;
		this.sessions = sessions;
		this.audit = audit;
	}

	static ReactiveAuthenticationManager manager(IssuerTokens tokens, WebClient client) {
		WebClientReactiveAuthorizationCodeTokenResponseClient exchange = new WebClientReactiveAuthorizationCodeTokenResponseClient();
		exchange.setWebClient(client);
		OidcAuthorizationCodeReactiveAuthenticationManager manager = new OidcAuthorizationCodeReactiveAuthenticationManager(
				exchange, (request) -> Mono.just(new DefaultOidcUser(Set.of(), request.getIdToken())));
		manager.setJwtDecoderFactory(
				(registration) -> tokens.checking(new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(),
						new OidcIdTokenValidator(registration))));
		return manager;
	}

	@Override
	public void customize(ServerHttpSecurity http) {
		DefaultServerOAuth2AuthorizationRequestResolver resolver = new DefaultServerOAuth2AuthorizationRequestResolver(
				this.issuer);
		resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
		http.oauth2Login((login) -> login.clientRegistrationRepository(this.issuer)
			.authorizedClientRepository(new ForgottenTokens())
			.authorizationRequestResolver(resolver)
			.authorizationRequestRepository(new PendingSignin())
			.authenticationManager(this.manager)
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
			.authenticationSuccessHandler(this::proved)
			.authenticationFailureHandler((exchange, _) -> refused(exchange.getExchange(), "not-proved", "failed")));
	}

	private Mono<Void> proved(WebFilterExchange exchange, Authentication person) {
		ServerWebExchange request = exchange.getExchange();
		return Mono.justOrEmpty(person.getPrincipal())
			.ofType(OidcUser.class)
			.flatMap((user) -> Mono.justOrEmpty(this.accounts.of(user.getClaims())))
			.flatMap((account) -> this.sessions.beginElsewhere(account, request).thenReturn(true))
			.flatMap((_) -> redirect(request, "/").thenReturn(true))
			.switchIfEmpty(Mono.defer(() -> refused(request, "no-role", "norole").thenReturn(false)))
			.then();
	}

	private Mono<Void> refused(ServerWebExchange exchange, String reason, String shown) {
		this.audit.refused(Origin.stranger(exchange), "signed-in", "user:oidc", reason);
		return redirect(exchange, "/signin?oidc=" + shown);
	}

	private static Mono<Void> redirect(ServerWebExchange exchange, String path) {
		exchange.getResponse().setStatusCode(HttpStatus.FOUND);
		exchange.getResponse().getHeaders().setLocation(URI.create(path));
		return exchange.getResponse().setComplete();
	}

}

package io.cosymesh.webui.access.door;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;

import io.cosymesh.mesh.problem.ProblemWriter;
import io.cosymesh.webui.access.TokenGate;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.oidc.OidcSignin;
import io.cosymesh.webui.access.session.CsrfTokens;
import io.cosymesh.webui.access.session.Sessions;
import io.cosymesh.webui.page.BrowserHeaders;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Puts the doors together: tokens, sessions, and what is open to strangers.
 */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

	private static final String[] OPEN = { "/signin", "/signin/options", "/assets/**", "/webjars/**", "/ca.crl" };

	@Bean
	Doorkeeper doorkeeper(ProblemWriter problems, AuditTrail audit) {
		return new Doorkeeper(problems, audit);
	}

	@Bean
	StrangerEntryPoint strangerEntryPoint(ProblemWriter problems, AuditTrail audit) {
		return new StrangerEntryPoint(problems, audit);
	}

	@Bean
	SecurityWebFilterChain publicAccess(ServerHttpSecurity http, ObjectProvider<TokenGate> gates,
			StrangerEntryPoint entryPoint, Doorkeeper doorkeeper, ServerSecurityContextRepository people,
			Sessions sessions, CsrfTokens tokens, BrowserHeaders headers, CorsProperties cors,
			ObjectProvider<OidcSignin> elsewhere) {
		elsewhere.ifAvailable((signin) -> signin.customize(http));
		return http.securityContextRepository(people)
			.addFilterAt(tokenDoor(gates, entryPoint), SecurityWebFiltersOrder.AUTHENTICATION)
			.authorizeExchange((exchanges) -> exchanges.pathMatchers(OPEN)
				.permitAll()
				.pathMatchers(HttpMethod.POST, "/session")
				.permitAll()
				.anyExchange()
				.access(doorkeeper))
			.csrf((csrf) -> csrf.csrfTokenRepository(tokens)
				.csrfTokenRequestHandler(tokens)
				.requireCsrfProtectionMatcher(new CsrfNeed(sessions))
				.accessDeniedHandler(doorkeeper))
			.exceptionHandling(
					(exceptions) -> exceptions.authenticationEntryPoint(entryPoint).accessDeniedHandler(doorkeeper))
			.cors((spec) -> configure(spec, cors))
			.requestCache((cache) -> cache.requestCache(NoOpServerRequestCache.getInstance()))
			.headers(headers)
			.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
			.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
			.logout(ServerHttpSecurity.LogoutSpec::disable)
			.build();
	}

	// No bean of its own: it would stand before all filters a second time, and count
	// twice.
	private static AuthenticationWebFilter tokenDoor(ObjectProvider<TokenGate> gates, StrangerEntryPoint entryPoint) {
		AuthenticationWebFilter filter = new AuthenticationWebFilter(anyOf(gates.orderedStream().toList()));
		filter.setRequiresAuthenticationMatcher(
				(exchange) -> Bearer.isIn(exchange) ? MatchResult.match() : MatchResult.notMatch());
		filter.setServerAuthenticationConverter((exchange) -> Mono.justOrEmpty(Bearer.in(exchange)));
		filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
		filter.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(entryPoint));
		return filter;
	}

	private static void configure(ServerHttpSecurity.CorsSpec spec, CorsProperties cors) {
		if (cors.isOff()) {
			spec.disable();
			return;
		}
		spec.configurationSource(cors.source());
	}

	private static ReactiveAuthenticationManager anyOf(List<TokenGate> gates) {
		return (candidate) -> Flux.fromIterable(gates)
			.concatMap((gate) -> gate.enter(String.valueOf(candidate.getCredentials())), 1)
			.next()
			.cast(Authentication.class)
			.switchIfEmpty(Mono.error(() -> new BadCredentialsException("No gate knows the token")));
	}

}

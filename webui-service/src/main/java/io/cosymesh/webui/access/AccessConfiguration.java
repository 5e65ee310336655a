package io.cosymesh.webui.access;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.context.WebSessionServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.WebSessionServerCsrfTokenRepository;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.WebSessionIdResolver;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.problem.ProblemWriter;
import io.cosymesh.webui.page.BrowserHeaders;

import reactor.core.publisher.Mono;

/**
 * Puts the doors together: API keys, sessions, and what is open to strangers.
 */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	private static final String[] OPEN = { "/signin", "/assets/**", "/webjars/**", "/ca.crl" };

	@Bean
	SecurityWebFilterChain publicAccess(ServerHttpSecurity http, AccessProperties properties, RandomGenerator random,
			ServerSecurityContextRepository sessions, ProblemWriter problems, BrowserHeaders headers) {
		StrangerEntryPoint entryPoint = new StrangerEntryPoint(problems);
		SecretFingerprint key = SecretFingerprint.read(properties.apiKeyFile(), "cosymesh.access.api-key-file", random);
		return http.securityContextRepository(sessions)
			.addFilterAt(apiKeys(key, entryPoint), SecurityWebFiltersOrder.AUTHENTICATION)
			.authorizeExchange((exchanges) -> exchanges.pathMatchers(OPEN)
				.permitAll()
				.pathMatchers(HttpMethod.POST, "/session")
				.permitAll()
				.pathMatchers("/session")
				.hasAuthority(Authorities.PERSON)
				.anyExchange()
				.authenticated())
			.csrf((csrf) -> protect(csrf, problems))
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(entryPoint)
				.accessDeniedHandler(refusal(problems, "denied", "You are not allowed to do this")))
			.requestCache((cache) -> cache.requestCache(NoOpServerRequestCache.getInstance()))
			.headers(headers)
			.httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
			.formLogin(ServerHttpSecurity.FormLoginSpec::disable)
			.logout(ServerHttpSecurity.LogoutSpec::disable)
			.build();
	}

	@Bean
	SecretFingerprint adminPassword(AccessProperties properties, RandomGenerator random) {
		return SecretFingerprint.read(properties.passwordFile(), "cosymesh.access.password-file", random);
	}

	@Bean
	SigninThrottle signinThrottle(AccessProperties properties, InstantSource clock) {
		return new SigninThrottle(properties.freeAttempts(), properties.firstWait(), properties.longestWait(), clock);
	}

	@Bean
	ServerSecurityContextRepository signedInPeople() {
		return new WebSessionServerSecurityContextRepository();
	}

	// The prefix makes browsers insist on Secure and on this very host.
	@Bean
	WebSessionIdResolver webSessionIdResolver() {
		CookieWebSessionIdResolver resolver = new CookieWebSessionIdResolver();
		resolver.setCookieName("__Host-cosymesh-session");
		resolver.addCookieInitializer((cookie) -> cookie.secure(true).httpOnly(true).sameSite("Lax").path("/"));
		return resolver;
	}

	private static AuthenticationWebFilter apiKeys(SecretFingerprint key, StrangerEntryPoint entryPoint) {
		ReactiveAuthenticationManager manager = (candidate) -> key.matches(String.valueOf(candidate.getCredentials()))
				? Mono.just(ApiKey.accepted()) : Mono.error(new BadCredentialsException("Wrong API key"));
		AuthenticationWebFilter filter = new AuthenticationWebFilter(manager);
		filter.setRequiresAuthenticationMatcher(
				(exchange) -> ApiKey.isIn(exchange) ? MatchResult.match() : MatchResult.notMatch());
		filter.setServerAuthenticationConverter((exchange) -> Mono.just(ApiKey.of(exchange)));
		filter.setSecurityContextRepository(NoOpServerSecurityContextRepository.getInstance());
		filter.setAuthenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(entryPoint));
		return filter;
	}

	private static void protect(CsrfSpec csrf, ProblemWriter problems) {
		csrf.csrfTokenRepository(new WebSessionServerCsrfTokenRepository())
			.csrfTokenRequestHandler(new CsrfTokens())
			.requireCsrfProtectionMatcher(CsrfTokens.needed())
			.accessDeniedHandler(refusal(problems, "forged-request",
					"The request does not carry this session's token; reload the page"));
	}

	private static ServerAccessDeniedHandler refusal(ProblemWriter problems, String type, String detail) {
		return (exchange, denied) -> problems.write(exchange,
				ProblemException.of(HttpStatus.FORBIDDEN, type, "Forbidden", detail));
	}

}

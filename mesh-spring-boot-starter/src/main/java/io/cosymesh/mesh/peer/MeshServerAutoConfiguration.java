package io.cosymesh.mesh.peer;

import java.time.InstantSource;

import reactor.core.publisher.Mono;

import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.audit.AuditAutoConfiguration;
import io.cosymesh.mesh.audit.DecisionRecorder;
import io.cosymesh.mesh.limit.MeshLimitAutoConfiguration;
import io.cosymesh.mesh.limit.PeerLimits;
import io.cosymesh.mesh.policy.MeshPolicyAutoConfiguration;
import io.cosymesh.mesh.policy.PolicySource;
import io.cosymesh.mesh.problem.ProblemAutoConfiguration;
import io.cosymesh.mesh.problem.ProblemWriter;
import io.cosymesh.mesh.tls.HandshakeFailures;
import io.cosymesh.mesh.tls.MeshTls;
import io.cosymesh.mesh.tls.MeshTlsAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.reactive.ReactiveWebSecurityAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.FormLoginSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HttpBasicSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;

/**
 * Auto-configuration of the server: its TLS, and with {@code server.ssl.bundle=mesh} the
 * chain that lets only those in whom the policy allows.
 */
@AutoConfiguration(
		after = { AuditAutoConfiguration.class, MeshTlsAutoConfiguration.class, MeshPolicyAutoConfiguration.class,
				MeshLimitAutoConfiguration.class, ProblemAutoConfiguration.class },
		before = { ReactiveUserDetailsServiceAutoConfiguration.class, ReactiveWebSecurityAutoConfiguration.class,
				ReactiveManagementWebSecurityAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public final class MeshServerAutoConfiguration {

	@Bean
	SslBundleRegistrar meshSslBundleRegistrar(MeshTls tls, PolicySource policy) {
		return (registry) -> registry.registerBundle(MeshTls.BUNDLE, tls.server(() -> policy.current().admitted()));
	}

	// An application that neither is a mesh server nor says how else it is secured serves
	// nobody.
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	@ConditionalOnMissingBean(SecurityWebFilterChain.class)
	SecurityWebFilterChain closedSecurityFilterChain(ServerHttpSecurity http) {
		return stateless(http).authorizeExchange((exchanges) -> exchanges.anyExchange().denyAll()).build();
	}

	// The port of probes and metrics exposes nothing else, and plain HTTP has no peers.
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	SecurityWebFilterChain managementSecurityFilterChain(ServerHttpSecurity http) {
		return stateless(http).securityMatcher(isManagement())
			.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
			.build();
	}

	private static ServerWebExchangeMatcher isManagement() {
		return (exchange) -> WebServerApplicationContext.hasServerNamespace(exchange.getApplicationContext(),
				"management") ? MatchResult.match() : MatchResult.notMatch();
	}

	private static ServerHttpSecurity stateless(ServerHttpSecurity http) {
		return http.csrf(CsrfSpec::disable)
			.formLogin(FormLoginSpec::disable)
			.httpBasic(HttpBasicSpec::disable)
			.logout(LogoutSpec::disable)
			.requestCache(RequestCacheSpec::disable)
			.headers(HeaderSpec::disable)
			.securityContextRepository(NoOpServerSecurityContextRepository.getInstance());
	}

	/**
	 * What only a mesh server has.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "server.ssl.bundle", havingValue = MeshTls.BUNDLE)
	static class MeshServer {

		@Bean
		MeshServerCustomizer meshServerCustomizer(HandshakeFailures handshakes) {
			return new MeshServerCustomizer(handshakes);
		}

		@Bean
		Refusals refusals(ProblemWriter problems, DecisionRecorder recorder) {
			return new Refusals(problems, recorder);
		}

		@Bean
		ReactiveAuthenticationManager peerAuthenticationManager() {
			return Mono::just;
		}

		@Bean
		PeerAuthenticationConverter peerAuthenticationConverter(SvidSource source, InstantSource clock) {
			return new PeerAuthenticationConverter(source, clock);
		}

		@Bean
		SecurityWebFilterChain meshSecurityFilterChain(ServerHttpSecurity http, PeerAuthenticationConverter converter,
				PolicySource policy, PeerLimits limits, Refusals refusals, ReactiveAuthenticationManager peers,
				DecisionRecorder recorder) {
			AuthenticationWebFilter authentication = new AuthenticationWebFilter(peers);
			authentication.setServerAuthenticationConverter(converter);
			authentication.setAuthenticationFailureHandler(refusals);
			PolicyEnforcement enforcement = new PolicyEnforcement(policy, limits, recorder);
			return stateless(http).addFilterAt(authentication, SecurityWebFiltersOrder.AUTHENTICATION)
				.exceptionHandling(
						(failures) -> failures.accessDeniedHandler(refusals).authenticationEntryPoint(refusals))
				.authorizeExchange((exchanges) -> exchanges.anyExchange().access(enforcement))
				.build();
		}

	}

}

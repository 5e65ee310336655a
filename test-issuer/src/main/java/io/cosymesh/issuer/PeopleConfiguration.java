package io.cosymesh.issuer;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * Who signs in here, and what is said of them: ada administers, eve has nothing to do
 * with CosyMesh, and the robot brings a token of its own.
 */
@Configuration(proxyBeanMethods = false)
class PeopleConfiguration {

	private static final Map<String, List<String>> ROLES = Map.of("ada", List.of("cosymesh-admin"), "bob",
			List.of("cosymesh-member"), "eve", List.of("accounting"), "robot", List.of("cosymesh-member"));

	@Bean
	UserDetailsService people() {
		return new InMemoryUserDetailsManager(List.of("ada", "bob", "eve")
			.stream()
			.map((name) -> User.withUsername(name).password("{noop}" + name + "-password").roles("USER").build())
			.toList());
	}

	@Bean
	OAuth2TokenCustomizer<JwtEncodingContext> claims() {
		return (context) -> {
			String name = Objects.requireNonNull(context.<Authentication>getPrincipal()).getName();
			context.getClaims().claim("roles", ROLES.getOrDefault(name, List.of())).claim("org", "acme");
			if (name.equals("robot")) {
				context.getClaims().audience(List.of("cosymesh-api"));
			}
		};
	}

}

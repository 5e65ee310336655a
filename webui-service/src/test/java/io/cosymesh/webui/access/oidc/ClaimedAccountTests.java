package io.cosymesh.webui.access.oidc;

import java.net.URI;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClaimedAccountTests {

	private final ClaimedAccount accounts = new ClaimedAccount(properties("org", "api"));

	@Test
	void rolesAndScopesSayWhatSomebodyMayDo() {
		assertThat(this.accounts.of(Map.of("sub", "ada", "org", "acme", "roles", List.of("cosymesh-admin", "other"))))
			.contains(new Account("acme", "oidc:ada", EnumSet.allOf(Scope.class)));
		assertThat(this.accounts.of(Map.of("sub", "ada", "org", "acme", "roles", "x cosymesh-member")))
			.contains(new Account("acme", "oidc:ada", Set.of(Scope.SPEECH, Scope.VOICES)));
		assertThat(this.accounts.of(Map.of("sub", "ada", "org", "acme", "scope", "openid cosymesh.speech admin")))
			.contains(new Account("acme", "oidc:ada", Set.of(Scope.SPEECH)));
	}

	@Test
	void whoLacksNameTenantOrRoleIsNobody() {
		assertThat(this.accounts.of(Map.of("sub", "ada", "org", "acme", "roles", List.of("accounting")))).isEmpty();
		assertThat(this.accounts.of(Map.of("sub", "ada", "roles", "cosymesh-admin"))).isEmpty();
		assertThat(this.accounts.of(Map.of("sub", "ada", "org", "A C", "roles", "cosymesh-admin"))).isEmpty();
		assertThat(this.accounts.of(Map.of("org", "acme", "roles", "cosymesh-admin"))).isEmpty();
		assertThat(this.accounts.of(Map.of("sub", "a b", "org", "acme", "roles", "cosymesh-admin"))).isEmpty();
		assertThat(this.accounts.of(Map.of("sub", 7, "org", "acme", "roles", "cosymesh-admin"))).isEmpty();
	}

	@Test
	void withoutATenantClaimAllAreInTheDefaultTenant() {
		assertThat(new ClaimedAccount(properties(null, "api")).of(Map.of("sub", "ada", "roles", "cosymesh-member")))
			.map(Account::tenant)
			.contains("default");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://issuer.example.com", "http://10.0.0.1:9000", "ftp://localhost", "file:///etc/x",
			"http://localhost.example.com", "localhost" })
	void secretsGoByTlsOrNowhere(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> IssuerClient.checked(URI.create(url)))
			.withMessageContaining("neither https nor http on a loopback address");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://issuer.example.com", "http://localhost:9000", "http://127.0.0.1:9000/x",
			"http://[::1]:9000" })
	void thisMachineNeedsNoTls(String url) {
		assertThat(IssuerClient.checked(URI.create(url))).hasToString(url);
	}

	@Test
	void tokenForTheClientIsNoneForTheApi() {
		assertThatIllegalArgumentException().isThrownBy(() -> properties("org", "gateway"))
			.withMessageContaining("another name than the client id");
	}

	private static OidcProperties properties(String tenantClaim, String audience) {
		return new OidcProperties(URI.create("https://issuer.example.com"), null, "gateway", Path.of("secret"), "x",
				List.of("openid"), new OidcProperties.Claims("sub", tenantClaim, "roles", "cosymesh-admin",
						"cosymesh-member", "scope", "cosymesh."),
				audience, "RS256", "oidc:", null);
	}

}

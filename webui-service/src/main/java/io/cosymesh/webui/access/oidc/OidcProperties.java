package io.cosymesh.webui.access.oidc;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose word counts besides passwords and keys.
 *
 * @param issuer the issuer, as its tokens name it
 * @param name what people call it
 * @param clientId name of the gateway there
 * @param clientSecretFile file with the gateway's secret there
 * @param redirectUri where it sends people back to; follows the request by default
 * @param scopes what the gateway asks for
 * @param claims where in its tokens the gateway looks
 * @param audience whom bearer tokens have to be for; without it none are taken
 * @param algorithm how it signs
 * @param userPrefix what its people's names begin with here, so that nobody there can be
 * somebody here
 * @param caCertificate who vouches for its TLS, when not one of the usual authorities
 */
@Validated
@ConditionalOnProperty("cosymesh.access.oidc.issuer")
@ConfigurationProperties("cosymesh.access.oidc")
record OidcProperties(@NotNull URI issuer, @Nullable String name, @NotBlank String clientId,
		@NotNull Path clientSecretFile, @DefaultValue("{baseUrl}/login/oauth2/code/oidc") String redirectUri,
		@DefaultValue( {
				"openid", "profile" }) List<String> scopes,
		@DefaultValue Claims claims, @Nullable String audience, @DefaultValue("RS256") String algorithm,
		@DefaultValue("oidc:") @NotBlank String userPrefix, @Nullable Path caCertificate){

	OidcProperties {
		if (clientId.equals(audience)) {
			throw new IllegalArgumentException("cosymesh.access.oidc.audience must be another name than the client id: "
					+ "an ID token is for the client and proves nothing to an API");
		}
	}

	String shownName() {
		return (this.name != null) ? this.name : this.issuer.getHost();
	}

	/**
	 * Where in a token the gateway looks.
	 *
	 * @param user claim with the person's name
	 * @param tenant claim with the tenant; without one all are in the default tenant
	 * @param roles claim with roles
	 * @param adminRole role of administrators
	 * @param memberRole role of members
	 * @param scope claim with scopes, of which those count that begin with the prefix
	 * @param scopePrefix what a scope begins with, before {@code speech} and so on
	 */
	record Claims(@DefaultValue("sub") String user, @Nullable String tenant, @DefaultValue("roles") String roles,
			@DefaultValue("cosymesh-admin") String adminRole, @DefaultValue("cosymesh-member") String memberRole,
			@DefaultValue("scope") String scope, @DefaultValue("cosymesh.") String scopePrefix) {

	}

}

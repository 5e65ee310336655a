package io.cosymesh.webui.access.oidc;

import java.time.InstantSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.WebClient;

import io.cosymesh.webui.access.TokenGate;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.session.Sessions;
import io.cosymesh.webui.access.signin.ElsewhereSignin;

/**
 * Takes an issuer's word, where one is configured.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("cosymesh.access.oidc.issuer")
class OidcConfiguration {

	private static final String BEGINNING = "/oauth2/authorization/" + Issuer.REGISTRATION;

	@Bean
	OidcLine oidcLine(OidcProperties properties, DatabaseWork work, InstantSource clock) {
		WebClient client = IssuerClient.of(properties);
		Issuer issuer = new Issuer(properties, client, work.scheduler());
		return new OidcLine(issuer, client, new IssuerTokens(new IssuerKeys(issuer, client, clock), properties));
	}

	@Bean
	OidcSignin oidcSignin(OidcLine line, OidcProperties properties, Sessions sessions, AuditTrail audit) {
		return new OidcSignin(line.issuer(), OidcSignin.manager(line.tokens(), line.client()),
				new ClaimedAccount(properties), sessions, audit);
	}

	@Bean
	ElsewhereSignin elsewhereSignin(OidcProperties properties) {
		return new ElsewhereSignin(properties.shownName(), BEGINNING);
	}

	@Bean
	@ConditionalOnProperty("cosymesh.access.oidc.audience")
	TokenGate tokenGate(OidcLine line, OidcProperties properties) {
		return new TokenDoor(line.tokens(), new ClaimedAccount(properties), properties.issuer().toString(),
				String.valueOf(properties.audience()));
	}

	/**
	 * The line to the issuer, which sign-in and tokens share.
	 *
	 * @param issuer what it says of itself
	 * @param client what calls it
	 * @param tokens what it signed
	 */
	record OidcLine(Issuer issuer, WebClient client, IssuerTokens tokens) {
	}

}

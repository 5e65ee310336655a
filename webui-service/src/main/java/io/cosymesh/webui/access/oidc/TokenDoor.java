package io.cosymesh.webui.access.oidc;

import java.util.List;
import java.util.Objects;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.TokenGate;

import reactor.core.publisher.Mono;

/**
 * Lets in who brings a token that the issuer made for this API.
 */
final class TokenDoor implements TokenGate {

	private static final int LONGEST = 8_192;

	private final ReactiveJwtDecoder decoder;

	private final ClaimedAccount accounts;

	TokenDoor(IssuerTokens tokens, ClaimedAccount accounts, String issuer, String audience) {
		OAuth2TokenValidator<Jwt> validator = new DelegatingOAuth2TokenValidator<>(
				List.of(new JwtTimestampValidator(), new JwtIssuerValidator(issuer),
						new JwtClaimValidator<List<String>>(JwtClaimNames.AUD,
								(all) -> all != null && all.contains(audience)),
						new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull)));
		this.decoder = tokens.checking(validator);
		this.accounts = accounts;
	}

	@Override
	public Mono<SignedIn> enter(String token) {
		if (token.length() > LONGEST || token.chars().filter((character) -> character == '.').count() != 2) {
			return Mono.empty();
		}
		return this.decoder.decode(token)
			.flatMap((jwt) -> Mono.justOrEmpty(this.accounts.of(jwt.getClaims())))
			.map(TokenDoor::signedIn)
			.onErrorResume(JwtException.class, TokenDoor::refused);
	}

	// A token that is wrong is a stranger's; keys that can't be had are the issuer's
	// fault.
	private static Mono<SignedIn> refused(JwtException error) {
		if (error instanceof BadJwtException) {
			return Mono.empty();
		}
		Throwable cause = error.getCause();
		return (cause instanceof ProblemException problem) ? Mono.error(problem) : Mono.empty();
	}

	private static SignedIn signedIn(Account account) {
		return new SignedIn(account, SignedIn.Proof.TOKEN, "token");
	}

}

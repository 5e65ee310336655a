package io.cosymesh.webui.access.oidc;

import java.util.Set;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;

import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * Reads what the issuer signed, by the one algorithm it is known to use.
 */
final class IssuerTokens {

	private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

	private final IssuerKeys keys;

	private final SignatureAlgorithm algorithm;

	IssuerTokens(IssuerKeys keys, OidcProperties properties) {
		this.keys = keys;
		SignatureAlgorithm named = SignatureAlgorithm.from(properties.algorithm());
		if (named == null) {
			throw new IllegalArgumentException(
					"cosymesh.access.oidc.algorithm: '%s' is no signature algorithm".formatted(properties.algorithm()));
		}
		this.algorithm = named;
	}

	ReactiveJwtDecoder checking(OAuth2TokenValidator<Jwt> validator) {
		NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(this.keys::find)
			.jwsAlgorithm(this.algorithm)
			.validateType(false)
			.jwtProcessorCustomizer((processor) -> processor.setJWSTypeVerifier((type, _) -> {
				if (type != null && !TYPES.contains(type)) {
					throw new BadJOSEException("The token is of another type");
				}
			}))
			.build();
		decoder.setJwtValidator(validator);
		return decoder;
	}

}

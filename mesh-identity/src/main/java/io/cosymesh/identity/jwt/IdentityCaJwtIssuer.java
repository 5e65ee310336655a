package io.cosymesh.identity.jwt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.CaConnection;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.JwtSvidRequest;
import io.cosymesh.identity.issuance.JwtSvidResponse;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Gets JWT-SVIDs from an identity-ca over mutual TLS with the current X509-SVID. The
 * connection vouches for the signature; what the token says must be what was asked for.
 */
public final class IdentityCaJwtIssuer implements JwtSvidIssuer {

	private final CaConnection connection;

	private final SpiffeId self;

	private final InstantSource clock;

	/**
	 * Creates an issuer.
	 * @param ca where the CA is and who it must be
	 * @param source where the current X509-SVID is
	 * @param clock tells whether certificates and tokens are valid
	 */
	public IdentityCaJwtIssuer(CaAddress ca, SvidSource source, InstantSource clock) {
		this.connection = new CaConnection(ca, source, clock);
		this.self = source.self();
		this.clock = clock;
	}

	@Override
	public JwtSvid issue(List<String> audience, @Nullable Duration ttl) throws IssuanceException {
		JwtSvidRequest request = new JwtSvidRequest(audience, (ttl != null) ? ttl.toSeconds() : null);
		JwtSvidResponse response = this.connection.post("/v1/jwt-svid", request, JwtSvidResponse.class);
		try {
			JwtSvid svid = JwtSvid.fromIssuer(response.token(), "");
			requireWhatWasAsked(svid, audience);
			return svid;
		}
		catch (JwtSvidRefusedException ex) {
			throw IssuanceException.passing("The CA answered with a token that is no JWT-SVID: " + ex.getMessage(), ex);
		}
	}

	private void requireWhatWasAsked(JwtSvid svid, List<String> audience) throws IssuanceException {
		if (!svid.subject().equals(this.self)) {
			throw IssuanceException.lasting("The CA issued a JWT-SVID of %s to %s".formatted(svid.subject(), this.self),
					null);
		}
		if (!Set.copyOf(svid.audience()).equals(Set.copyOf(audience))) {
			throw IssuanceException.lasting("The CA issued a JWT-SVID for another audience than was asked for", null);
		}
		if (!this.clock.instant().isBefore(svid.expiresAt())) {
			throw IssuanceException.passing("The CA issued a JWT-SVID that has expired at %s; this clock says %s"
				.formatted(svid.expiresAt(), this.clock.instant()), null);
		}
	}

}

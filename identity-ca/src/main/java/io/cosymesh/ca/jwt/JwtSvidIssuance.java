package io.cosymesh.ca.jwt;

import java.math.BigInteger;
import java.net.InetAddress;

import io.micrometer.core.instrument.Timer;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.issuance.IssuanceMetrics;
import io.cosymesh.ca.issuance.Standing;
import io.cosymesh.ca.limits.RequestLimits;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.mesh.peer.MeshPeer;

/**
 * From a request to a JWT-SVID: limit, judge what is asked for, ask whether the caller
 * still stands, sign, log. The subject is the caller and never anybody else.
 */
final class JwtSvidIssuance {

	private static final int HEXADECIMAL = 16;

	private final RequestLimits limits;

	private final Standing standing;

	private final JwtSvidSigner signer;

	private final JwtSettings settings;

	private final IssuanceMetrics metrics;

	private final JwtSvidAudit audit = new JwtSvidAudit();

	JwtSvidIssuance(RequestLimits limits, Standing standing, JwtSvidSigner signer, JwtSettings settings,
			IssuanceMetrics metrics) {
		this.limits = limits;
		this.standing = standing;
		this.signer = signer;
		this.settings = settings;
		this.metrics = metrics;
	}

	/**
	 * Issues a JWT-SVID, or refuses and logs why.
	 * @param peer who asks
	 * @param wish what they ask for
	 * @param source where they ask from, for the log
	 * @return the token
	 * @throws RefusedException if they can't have it
	 */
	SignedJwtSvid issue(MeshPeer peer, JwtSvidWish wish, InetAddress source) {
		try {
			this.limits.admit(peer.id());
			Timer.Sample begun = this.metrics.begin();
			JwtSvidOrder order = JwtSvidOrder.of(wish, this.settings);
			Attestation attestation = this.standing.require(peer.id(), new BigInteger(peer.serial(), HEXADECIMAL));
			SignedJwtSvid svid = this.signer.sign(peer.id(), order);
			this.audit.issued(attestation, peer, order.audience(), svid, source);
			this.metrics.issued(begun, attestation.attestor(), IssuanceMetrics.Kind.JWT);
			return svid;
		}
		catch (RefusedException ex) {
			this.audit.refused(peer, ex, source);
			throw ex;
		}
	}

}

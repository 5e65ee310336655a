package io.cosymesh.ca.jwt;

import java.net.InetAddress;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.refusal.LogText;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.mesh.peer.MeshPeer;

/**
 * One log line for every JWT-SVID issued and every one refused. The token itself is told
 * by its claim jti only.
 */
final class JwtSvidAudit {

	private static final Logger logger = LoggerFactory.getLogger(JwtSvidAudit.class);

	void issued(Attestation attestation, MeshPeer peer, List<String> audience, SignedJwtSvid svid, InetAddress source) {
		logger.info(
				"event=jwt-svid-issued spiffeId={} audience={} jti={} keyId={} expiresAt={} serial={} attestor={} "
						+ "source={}",
				peer.id(), LogText.safe(String.join(",", audience)), svid.id(), svid.keyId(), svid.expiresAt(),
				peer.serial(), attestation.attestor(), source.getHostAddress());
	}

	void refused(MeshPeer peer, RefusedException refusal, InetAddress source) {
		logger.warn("event=jwt-svid-refused reason={} peer={} serial={} detail=\"{}\" source={}",
				refusal.refusal().code(), peer.id(), peer.serial(), refusal.getMessage(), source.getHostAddress());
	}

}

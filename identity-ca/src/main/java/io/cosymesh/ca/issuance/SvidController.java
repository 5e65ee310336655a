package io.cosymesh.ca.issuance;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidResponse;
import io.cosymesh.identity.tls.PeerCertificates;
import io.cosymesh.mesh.peer.MeshPeer;

/**
 * Takes applications for SVIDs: by bearer document, or for renewal by the SVID of the
 * connection. A document wins, because it proves more than an SVID that may be stolen.
 */
@RestController
class SvidController {

	private final SvidIssuance issuance;

	SvidController(SvidIssuance issuance) {
		this.issuance = issuance;
	}

	// It blocks, so WebFlux runs it on a virtual thread.
	@PostMapping("/v1/svid")
	SvidResponse issue(@RequestBody SvidWish wish, ServerHttpRequest http,
			@AuthenticationPrincipal @Nullable MeshPeer peer) {
		try {
			IssuedSvid issued = this.issuance.issue(applicant(http.getHeaders(), peer), wish, source(http));
			return SvidResponse.of(PeerCertificates.idOf(issued.chain().getFirst()), issued);
		}
		catch (RefusedException ex) {
			throw ex.toProblem();
		}
	}

	private static Applicant applicant(HttpHeaders headers, @Nullable MeshPeer peer) {
		Optional<Applicant> stranger = BearerDocument.of(headers.getFirst(HttpHeaders.AUTHORIZATION))
			.map(Applicant.Stranger::new);
		return stranger.orElseGet(() -> (peer != null)
				? new Applicant.Holder(peer.id(), new BigInteger(peer.serial(), 16)) : new Applicant.Nobody());
	}

	private static InetAddress source(ServerHttpRequest http) {
		InetSocketAddress remote = http.getRemoteAddress();
		return (remote != null) ? remote.getAddress() : InetAddress.getLoopbackAddress();
	}

}

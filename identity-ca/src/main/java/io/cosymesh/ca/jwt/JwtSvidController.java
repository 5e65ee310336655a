package io.cosymesh.ca.jwt;

import java.net.InetAddress;
import java.net.InetSocketAddress;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.issuance.JwtSvidResponse;
import io.cosymesh.mesh.peer.MeshPeer;

/**
 * Gives workloads JWT-SVIDs of their own name; the policy lets in whoever shows an SVID.
 */
@RestController
class JwtSvidController {

	private final JwtSvidIssuance issuance;

	JwtSvidController(JwtSvidIssuance issuance) {
		this.issuance = issuance;
	}

	// It blocks, so WebFlux runs it on a virtual thread.
	@PostMapping("/v1/jwt-svid")
	ResponseEntity<JwtSvidResponse> issue(@RequestBody JwtSvidWish wish, ServerHttpRequest http,
			@AuthenticationPrincipal MeshPeer peer) {
		try {
			SignedJwtSvid svid = this.issuance.issue(peer, wish, source(http));
			return ResponseEntity.ok()
				.cacheControl(CacheControl.noStore())
				.body(new JwtSvidResponse(peer.id().toString(), svid.token(), svid.expiresAt()));
		}
		catch (RefusedException ex) {
			throw ex.toProblem();
		}
	}

	private static InetAddress source(ServerHttpRequest http) {
		InetSocketAddress remote = http.getRemoteAddress();
		return (remote != null) ? remote.getAddress() : InetAddress.getLoopbackAddress();
	}

}

package io.cosymesh.webui.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Serves the revocation list of the local authority to anybody: clients that insist on
 * one refuse a certificate without.
 */
@RestController
class RevocationListController {

	private static final CacheControl DAY = CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

	private final TlsProperties properties;

	private final LocalAuthority authority;

	RevocationListController(TlsProperties properties, LocalAuthority authority) {
		this.properties = properties;
		this.authority = authority;
	}

	@GetMapping(path = "/ca.crl", produces = "application/pkix-crl")
	ResponseEntity<byte[]> revocationList() {
		if (!this.properties.isLocal()) {
			throw ProblemException.of(HttpStatus.NOT_FOUND, "not-found", "Not found",
					"The authority that signed this gateway's certificate keeps its own revocation list");
		}
		try {
			return ResponseEntity.ok().cacheControl(DAY).body(this.authority.revocationList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

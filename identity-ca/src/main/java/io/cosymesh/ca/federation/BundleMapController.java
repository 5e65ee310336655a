package io.cosymesh.ca.federation;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.bundle.SpiffeBundleMap;

/**
 * Serves everything that a workload of this trust domain may trust as a SPIFFE bundle
 * map: the own bundle and those of the federated trust domains. Who knows the map already
 * is told so in a few bytes.
 */
@RestController
class BundleMapController {

	private final PublishedBundle own;

	BundleMapController(PublishedBundle own) {
		this.own = own;
	}

	@GetMapping(path = "/v1/bundles", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<byte[]> bundles() {
		return answer(SpiffeBundleMap.write(List.of(this.own.current())));
	}

	private static ResponseEntity<byte[]> answer(String document) {
		byte[] body = document.getBytes(StandardCharsets.UTF_8);
		return ResponseEntity.ok()
			.eTag(DigestUtils.md5DigestAsHex(body))
			.cacheControl(CacheControl.noCache())
			.body(body);
	}

}

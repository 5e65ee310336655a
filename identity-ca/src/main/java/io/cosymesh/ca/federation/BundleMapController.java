package io.cosymesh.ca.federation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.bundle.SpiffeBundleMap;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Serves everything that a workload of this trust domain may trust as a SPIFFE bundle
 * map: the own bundle and those of the federated trust domains. Who knows the map already
 * is told so in a few bytes.
 */
@RestController
class BundleMapController {

	private final PublishedBundle own;

	private final FederatedBundles federated;

	BundleMapController(PublishedBundle own, FederatedBundles federated) {
		this.own = own;
		this.federated = federated;
	}

	@GetMapping(path = "/v1/bundles", produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<byte[]> bundles() {
		List<TrustBundle> bundles = new ArrayList<>(this.federated.current());
		bundles.add(this.own.current());
		return answer(SpiffeBundleMap.write(bundles));
	}

	private static ResponseEntity<byte[]> answer(String document) {
		byte[] body = document.getBytes(StandardCharsets.UTF_8);
		return ResponseEntity.ok()
			.eTag(DigestUtils.md5DigestAsHex(body))
			.cacheControl(CacheControl.noCache())
			.body(body);
	}

}

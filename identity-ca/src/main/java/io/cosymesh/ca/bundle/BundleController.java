package io.cosymesh.ca.bundle;

import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;

/**
 * Serves the trust bundle as a SPIFFE bundle endpoint does.
 */
@RestController
class BundleController {

	private final PublishedBundle bundle;

	BundleController(PublishedBundle bundle) {
		this.bundle = bundle;
	}

	@GetMapping(path = "/v1/bundle", produces = MediaType.APPLICATION_JSON_VALUE)
	JsonNode bundle() {
		return SpiffeBundleFormat.toJson(this.bundle.current());
	}

}

package io.cosymesh.ca.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.federation.EndpointProfile.HttpsSpiffe;
import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Begins relationships with the bundles that the operator mounts.
 */
final class InitialBundles {

	private static final Logger logger = LoggerFactory.getLogger(InitialBundles.class);

	private final FederatedBundles bundles;

	InitialBundles(FederatedBundles bundles) {
		this.bundles = bundles;
	}

	/**
	 * Takes up what is known and what is mounted, and forgets what is no longer
	 * configured.
	 * @param relationships what is configured
	 * @throws MeshConfigurationException if a relationship has nothing to begin with
	 */
	void open(List<Relationship> relationships) {
		this.bundles.open(relationships.stream().map(Relationship::trustDomain).toList())
			.forEach((name) -> logger.info("event=federation-ended trustDomain={}", name));
		for (int i = 0; i < relationships.size(); i++) {
			if (relationships.get(i).profile() instanceof HttpsSpiffe spiffe && spiffe.initialBundle() != null) {
				begin(i, relationships.get(i), spiffe.initialBundle());
			}
		}
	}

	private void begin(int index, Relationship relationship, Path file) {
		try {
			if (this.bundles.begin(ForeignBundle.parse(relationship.trustDomain(), Files.readAllBytes(file)))) {
				logger.info("event=federation-begun trustDomain={} initialBundle={}", relationship.trustDomain(), file);
			}
		}
		catch (IOException | MalformedBundleException ex) {
			String problem = "%s is not usable: %s".formatted(file, ex.toString());
			if (this.bundles.find(relationship.trustDomain()).isEmpty()) {
				throw RelationshipReader.wrong(index, "initial-bundle", problem,
						"Put the bundle of '%s' there, as its operators' GET /v1/bundle gives it"
							.formatted(relationship.trustDomain()));
			}
			logger.warn("event=initial-bundle-unusable trustDomain={} detail=\"{}\"", relationship.trustDomain(),
					problem);
		}
	}

}

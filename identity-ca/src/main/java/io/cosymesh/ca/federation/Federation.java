package io.cosymesh.ca.federation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The relationships with foreign trust domains: looks at their bundles when told to, and
 * remembers how that went.
 */
final class Federation {

	private static final Logger logger = LoggerFactory.getLogger(Federation.class);

	private final List<Relationship> relationships;

	private final FederatedBundles bundles;

	private final BundleRefresh refresh;

	private final FederationMetrics metrics;

	private final InstantSource clock;

	private final Map<TrustDomain, RelationshipStatus> statuses = new ConcurrentHashMap<>();

	Federation(List<Relationship> relationships, FederatedBundles bundles, BundleRefresh refresh,
			FederationMetrics metrics, InstantSource clock) {
		this.relationships = List.copyOf(relationships);
		this.bundles = bundles;
		this.refresh = refresh;
		this.metrics = metrics;
		this.clock = clock;
		relationships.forEach((each) -> metrics.watch(each.trustDomain(), bundles, clock));
	}

	/**
	 * Returns what is configured.
	 * @return one relationship for each foreign trust domain
	 */
	List<Relationship> relationships() {
		return this.relationships;
	}

	/**
	 * Finds what is configured about a trust domain.
	 * @param name its name
	 * @return the relationship, empty without one
	 */
	Optional<Relationship> find(String name) {
		return this.relationships.stream().filter((each) -> each.trustDomain().getName().equals(name)).findFirst();
	}

	/**
	 * Returns how it stands with a trust domain.
	 * @param trustDomain the trust domain
	 * @return how the last look went
	 */
	RelationshipStatus status(TrustDomain trustDomain) {
		return this.statuses.getOrDefault(trustDomain, RelationshipStatus.NONE);
	}

	/**
	 * Remembers when the next look is due.
	 * @param relationship the relationship
	 * @param next the moment
	 */
	void due(Relationship relationship, Instant next) {
		update(relationship, (status) -> status.due(next));
	}

	/**
	 * Looks at a foreign bundle now. Whatever happens, the newest bundle known goes on to
	 * count.
	 * @param relationship whom to ask
	 * @return how it went
	 */
	RelationshipStatus refresh(Relationship relationship) {
		try {
			RefreshResult result = this.refresh.run(relationship);
			report(relationship, result);
			return update(relationship, (status) -> status.succeeded(this.clock.instant(), result));
		}
		catch (RefreshFailedException ex) {
			this.metrics.count(relationship.trustDomain(), ex.result());
			logger.warn("event=federated-bundle-refresh-failed trustDomain={} result={} url={} detail=\"{}\"",
					relationship.trustDomain(), ex.result().code(), relationship.url(), ex.getMessage());
			// Another replica may have been luckier.
			this.bundles.reload(relationship.trustDomain());
			return update(relationship, (status) -> status.failed(this.clock.instant(), ex));
		}
	}

	private void report(Relationship relationship, RefreshResult result) {
		this.metrics.count(relationship.trustDomain(), result);
		if (result == RefreshResult.UPDATED) {
			this.bundles.bundleOf(relationship.trustDomain())
				.ifPresent((bundle) -> logger.info(
						"event=federated-bundle-updated trustDomain={} sequence={} authorities={} jwtAuthorities={}",
						bundle.trustDomain(), bundle.sequence(), bundle.authorities().size(),
						bundle.jwtAuthorities().size()));
		}
	}

	private RelationshipStatus update(Relationship relationship, UnaryOperator<RelationshipStatus> change) {
		return this.statuses.compute(relationship.trustDomain(),
				(domain, before) -> change.apply((before != null) ? before : RelationshipStatus.NONE));
	}

}

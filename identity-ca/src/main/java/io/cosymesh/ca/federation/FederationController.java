package io.cosymesh.ca.federation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.mesh.peer.MeshPeer;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Shows operators the federated trust domains and looks at their bundles on demand; the
 * policy lets only operators in.
 */
@RestController
class FederationController {

	private static final Logger logger = LoggerFactory.getLogger(FederationController.class);

	private final Federation federation;

	private final FederatedBundles bundles;

	FederationController(Federation federation, FederatedBundles bundles) {
		this.federation = federation;
		this.bundles = bundles;
	}

	@GetMapping("/v1/admin/federation")
	Federated list() {
		return new Federated(this.federation.relationships().stream().map(this::view).toList());
	}

	// It blocks, so WebFlux runs it on a virtual thread.
	@PostMapping("/v1/admin/federation/{trustDomain}/refresh")
	ForeignDomain refresh(@PathVariable String trustDomain, @AuthenticationPrincipal MeshPeer operator) {
		Relationship relationship = this.federation.find(trustDomain).orElseThrow(FederationController::unknown);
		RelationshipStatus status = this.federation.refresh(relationship);
		logger.info("event=federated-bundle-refresh-asked trustDomain={} result={} operator={}",
				relationship.trustDomain(), (status.lastResult() != null) ? status.lastResult().code() : "-",
				operator.id());
		return view(relationship);
	}

	private static ProblemException unknown() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "trust-domain-not-federated", "Not federated",
					"No such trust domain is federated. Configure it in cosymesh.ca.federation.trust-domains.")
			.withProperty("reason", "trust-domain-not-federated")
			.withField("trustDomain");
	}

	private ForeignDomain view(Relationship relationship) {
		RelationshipStatus status = this.federation.status(relationship.trustDomain());
		Optional<KnownBundle> known = this.bundles.find(relationship.trustDomain());
		Optional<TrustBundle> bundle = known.map(KnownBundle::bundle);
		return new ForeignDomain(relationship.trustDomain().getName(), relationship.url().toString(),
				relationship.profile().text(), endpointId(relationship), bundle.map(TrustBundle::sequence).orElse(null),
				bundle.map((each) -> each.authorities().size()).orElse(null),
				bundle.map((each) -> each.jwtAuthorities().size()).orElse(null),
				known.map(KnownBundle::refreshedAt).orElse(null), status.lastAttempt(),
				(status.lastResult() != null) ? status.lastResult().code() : null, status.lastError(),
				status.nextAttempt());
	}

	private static @Nullable String endpointId(Relationship relationship) {
		return (relationship.profile() instanceof EndpointProfile.HttpsSpiffe spiffe) ? spiffe.endpoint().toString()
				: null;
	}

	/**
	 * The federated trust domains.
	 *
	 * @param trustDomains one entry each
	 */
	record Federated(List<ForeignDomain> trustDomains) {
	}

	/**
	 * A federated trust domain as this replica sees it.
	 *
	 * @param trustDomain its name
	 * @param url its bundle endpoint
	 * @param profile how the endpoint proves itself
	 * @param endpointId the endpoint's SPIFFE ID, with https_spiffe
	 * @param sequence sequence of the bundle that workloads are given, {@code null}
	 * without one
	 * @param authorities how many X.509 authorities it has
	 * @param jwtAuthorities how many JWT authorities it has
	 * @param lastRefresh when the endpoint last confirmed the bundle
	 * @param lastAttempt when the endpoint was last asked
	 * @param lastResult how that went
	 * @param lastError why it failed, {@code null} if it didn't
	 * @param nextAttempt when it is asked again
	 */
	record ForeignDomain(String trustDomain, String url, String profile, @Nullable String endpointId,
			@Nullable Long sequence, @Nullable Integer authorities, @Nullable Integer jwtAuthorities,
			@Nullable Instant lastRefresh, @Nullable Instant lastAttempt, @Nullable String lastResult,
			@Nullable String lastError, @Nullable Instant nextAttempt) {
	}

}

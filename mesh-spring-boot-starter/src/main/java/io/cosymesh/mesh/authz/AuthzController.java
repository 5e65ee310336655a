package io.cosymesh.mesh.authz;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.mesh.audit.DecisionCounts;
import io.cosymesh.mesh.policy.PolicyRequest;
import io.cosymesh.mesh.policy.PolicySource;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.telemetry.Instance;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells of the policy that this process decides by.
 */
@RestController
final class AuthzController {

	private final PolicySource policy;

	private final TrustBundleSource bundles;

	private final WorkloadName self;

	private final DecisionCounts counts;

	private final Instance instance;

	AuthzController(PolicySource policy, TrustBundleSource bundles, WorkloadName self, DecisionCounts counts,
			Instance instance) {
		this.policy = policy;
		this.bundles = bundles;
		this.self = self;
		this.counts = counts;
		this.instance = instance;
	}

	@GetMapping("/mesh/authz")
	PolicyAnswer policy() {
		return PolicyAnswer.of(this.self, this.instance.name(), this.policy.view(), this.counts);
	}

	@GetMapping("/mesh/authz/explain")
	ExplanationAnswer explain(@RequestParam("from") String from, @RequestParam("method") String method,
			@RequestParam("path") String path) {
		SpiffeId caller = caller(from);
		PolicyRequest request = new PolicyRequest(caller, method(method), path(path));
		boolean trusted = this.bundles.bundleOf(caller.getTrustDomain()).isPresent();
		return ExplanationAnswer.of(this.self, request, trusted, this.policy.explain(request));
	}

	private SpiffeId caller(String from) {
		try {
			return WorkloadName.idOf(from, this.self);
		}
		catch (IllegalArgumentException ex) {
			throw ProblemException.invalidField("from", "invalid-field",
					"'from' names no workload: " + ex.getMessage());
		}
	}

	private static HttpMethod method(String method) {
		if (!method.matches("[A-Z]{3,10}")) {
			throw ProblemException.invalidField("method", "invalid-field", "'method' is no HTTP method");
		}
		return HttpMethod.valueOf(method);
	}

	private static PathContainer path(String path) {
		if (!path.startsWith("/")) {
			throw ProblemException.invalidField("path", "invalid-field", "'path' must start with '/'");
		}
		return PathContainer.parsePath(path);
	}

}

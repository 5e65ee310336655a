package io.cosymesh.ca.attestation.kubernetes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.Attestor;
import io.cosymesh.ca.attestation.AttestorName;
import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.attestation.DocumentKind;
import io.cosymesh.ca.attestation.UnverifiedJwt;
import io.cosymesh.ca.attestation.serviceaccount.ServiceAccountPod;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Proves a name by a ServiceAccount token that the API server accepts, for this CA, of a
 * pod that still runs.
 */
final class KubernetesAttestor implements Attestor {

	private static final Logger logger = LoggerFactory.getLogger(KubernetesAttestor.class);

	private final TrustDomain trustDomain;

	private final JoinedNamespaces namespaces;

	private final ApiServer api;

	private final Verdict verdict;

	private final ReviewGate gate;

	private final SharedVerdicts shared = new SharedVerdicts();

	private final MeterRegistry meters;

	KubernetesAttestor(TrustDomain trustDomain, JoinedNamespaces namespaces, ApiServer api, Verdict verdict,
			ReviewGate gate, MeterRegistry meters) {
		this.trustDomain = trustDomain;
		this.namespaces = namespaces;
		this.api = api;
		this.verdict = verdict;
		this.gate = gate;
		this.meters = meters;
	}

	@Override
	public String name() {
		return AttestorName.KUBERNETES.text();
	}

	@Override
	public DocumentKind kind() {
		return DocumentKind.SERVICE_ACCOUNT_TOKEN;
	}

	@Override
	public Attestation attest(BearerDocument document) {
		UnverifiedJwt jwt = UnverifiedJwt.require(document);
		try {
			ReviewedToken token = this.shared.of(document, () -> this.gate.pass(() -> review(document, jwt)));
			this.namespaces.require(token.account().namespace());
			Attestation attestation = token.prove(this.trustDomain, document);
			logger.info("event=pod-attested spiffeId={} {}", attestation.workload(), token.holder());
			return attestation;
		}
		catch (RefusedException ex) {
			throw jittered(ex).claiming(jwt.text("sub").orElse("-"));
		}
	}

	// A stolen SVID of a deleted pod would otherwise renew for ever, with nobody left to
	// notice.
	@Override
	public void requireStanding(Attestation attestation) {
		ServiceAccountPod pod = ServiceAccountPod.of(attestation)
			.orElseThrow(() -> RefusedException.of(Refusal.DOCUMENT_REQUIRED,
					"No pod was attested that could still be there."));
		try {
			this.namespaces.require(pod.namespace());
			if (!this.gate.pass(() -> this.api.runs(pod))) {
				throw RefusedException.of(Refusal.POD_GONE, "The pod no longer exists.");
			}
		}
		catch (RefusedException ex) {
			throw jittered(ex);
		}
	}

	private ReviewedToken review(BearerDocument document, UnverifiedJwt jwt) {
		try {
			ReviewedToken token = this.verdict.read(this.api.review(document), jwt);
			reviewed("accepted").increment();
			return token;
		}
		catch (RefusedException ex) {
			reviewed(isTheServersFault(ex) ? "unavailable" : "refused").increment();
			throw ex;
		}
	}

	private RefusedException jittered(RefusedException ex) {
		return isTheServersFault(ex) ? ex.retryAfter(this.gate.relief()) : ex;
	}

	private static boolean isTheServersFault(RefusedException ex) {
		return ex.refusal() == Refusal.KUBERNETES_UNAVAILABLE || ex.refusal() == Refusal.ATTESTATION_OVERLOADED;
	}

	private Counter reviewed(String result) {
		return Counter.builder("identity.ca.token.reviews")
			.description("Tokens that the Kubernetes API server was asked about")
			.tag("result", result)
			.register(this.meters);
	}

}

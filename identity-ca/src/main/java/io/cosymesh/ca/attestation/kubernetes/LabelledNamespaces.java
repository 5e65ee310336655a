package io.cosymesh.ca.attestation.kubernetes;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * The namespaces that joined the mesh by their label. Whoever may label a namespace
 * decides that, which is seldom who may create pods in it.
 */
final class LabelledNamespaces {

	// Only namespaces of confirmed tokens are looked up; a cluster has fewer.
	private static final int MOST = 10_000;

	private final NamespaceLabel label;

	private final ApiServer api;

	private final ReviewGate gate;

	private final Cache<String, Boolean> known;

	/**
	 * Looks namespaces up at the API server.
	 * @param label what they must be labelled with
	 * @param api the API server
	 * @param gate what calls go through
	 * @param remembered how long an answer holds; no answer is never remembered
	 * @param ticker the time
	 */
	LabelledNamespaces(NamespaceLabel label, ApiServer api, ReviewGate gate, Duration remembered, Ticker ticker) {
		this.label = label;
		this.api = api;
		this.gate = gate;
		this.known = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(remembered).ticker(ticker).build();
	}

	/**
	 * Refuses who runs in a namespace that didn't join.
	 * @param namespace a confirmed pod's namespace
	 * @throws RefusedException if it lacks the label, or while nobody can tell
	 */
	void require(String namespace) {
		Boolean joined = this.known.getIfPresent(namespace);
		if (joined == null) {
			// Not by the cache itself: it would hold a lock while the call is under way.
			joined = this.gate.pass(() -> this.label.isIn(this.api.labels(namespace)));
			this.known.put(namespace, joined);
		}
		if (!joined) {
			throw RefusedException.of(Refusal.NAMESPACE_NOT_LABELLED,
					"The namespace is not labelled %s.".formatted(this.label));
		}
	}

}

package io.cosymesh.ca.attestation.kubernetes;

import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.attestation.serviceaccount.ServiceAccountPod;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * The questions that are put to the API server.
 */
final class ApiServer {

	private static final Logger logger = LoggerFactory.getLogger(ApiServer.class);

	private static final int TOO_MANY_REQUESTS = 429;

	// For as long the API server itself accepts the tokens of a pod that is going.
	private static final Duration LAST_BREATH = Duration.ofSeconds(60);

	private final KubernetesClient client;

	private final String audience;

	private final InstantSource clock;

	ApiServer(KubernetesClient client, String audience, InstantSource clock) {
		this.client = client;
		this.audience = audience;
		this.clock = clock;
	}

	/**
	 * Has a token reviewed for one audience. There is no review without an audience:
	 * whatever goes wrong with this one, a token for somebody else must not pass.
	 */
	TokenReviewStatus review(BearerDocument token) {
		TokenReview review = new TokenReviewBuilder().withNewSpec()
			.withToken(token.value())
			.withAudiences(this.audience)
			.endSpec()
			.build();
		try {
			TokenReview answer = this.client.tokenReviews().create(review);
			return Optional.ofNullable(answer)
				.map(TokenReview::getStatus)
				.orElseThrow(() -> unavailable("no status", ""));
		}
		catch (KubernetesClientException ex) {
			throw unavailable(ex, "create on tokenreviews");
		}
		catch (UncheckedIOException ex) {
			throw unavailable("UncheckedIOException", "the CA's own token cannot be read");
		}
	}

	/**
	 * Tells whether a pod still runs.
	 * @throws RefusedException if nobody can tell
	 */
	boolean runs(ServiceAccountPod pod) {
		try {
			Pod found = this.client.pods().inNamespace(pod.namespace()).withName(pod.podName()).get();
			return found != null && found.getMetadata().getUid().equals(pod.podUid()) && !isGone(found);
		}
		catch (KubernetesClientException ex) {
			if (ex.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
				throw RefusedException.of(Refusal.DOCUMENT_REQUIRED,
						"The CA may not look whether the pod still runs, so its token has to tell.");
			}
			throw unavailable(ex, "get on pods");
		}
		catch (UncheckedIOException ex) {
			throw unavailable("UncheckedIOException", "the CA's own token cannot be read");
		}
	}

	/**
	 * Returns the labels of a namespace, none of one that doesn't exist.
	 * @throws RefusedException if nobody can tell
	 */
	Map<String, String> labels(String namespace) {
		try {
			return Optional.ofNullable(this.client.namespaces().withName(namespace).get())
				.map((found) -> found.getMetadata().getLabels())
				.orElseGet(Map::of);
		}
		catch (KubernetesClientException ex) {
			throw unavailable(ex, "get on namespaces");
		}
		catch (UncheckedIOException ex) {
			throw unavailable("UncheckedIOException", "the CA's own token cannot be read");
		}
	}

	/**
	 * Tells whether the CA itself may do something in the whole cluster.
	 * @throws KubernetesClientException if the API server doesn't answer
	 */
	boolean permits(String verb, String group, String resource) {
		SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder().withNewSpec()
			.withNewResourceAttributes()
			.withGroup(group)
			.withResource(resource)
			.withVerb(verb)
			.endResourceAttributes()
			.endSpec()
			.build();
		SelfSubjectAccessReview answer = this.client.authorization().v1().selfSubjectAccessReview().create(question);
		return answer != null && answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
	}

	private boolean isGone(Pod pod) {
		String deletion = pod.getMetadata().getDeletionTimestamp();
		return deletion != null && Instant.parse(deletion).plus(LAST_BREATH).isBefore(this.clock.instant());
	}

	private static RefusedException unavailable(KubernetesClientException ex, String permission) {
		String hint = switch (ex.getCode()) {
			case HttpURLConnection.HTTP_UNAUTHORIZED -> "the API server does not accept the CA's own token";
			case HttpURLConnection.HTTP_FORBIDDEN -> "the CA's service account lacks " + permission;
			default -> "";
		};
		if (ex.getCode() == TOO_MANY_REQUESTS) {
			logger.warn("event=kubernetes-throttles-the-ca");
			return RefusedException.of(Refusal.ATTESTATION_OVERLOADED, "The Kubernetes API server is overloaded.");
		}
		return unavailable((ex.getCode() > 0) ? "status " + ex.getCode() : root(ex).getClass().getSimpleName(), hint);
	}

	private static Throwable root(Throwable failure) {
		return (failure.getCause() != null) ? root(failure.getCause()) : failure;
	}

	private static RefusedException unavailable(String cause, String hint) {
		logger.warn("event=kubernetes-unavailable cause=\"{}\" hint=\"{}\"", cause, hint);
		return RefusedException.of(Refusal.KUBERNETES_UNAVAILABLE,
				"The Kubernetes API server did not judge the token.");
	}

}

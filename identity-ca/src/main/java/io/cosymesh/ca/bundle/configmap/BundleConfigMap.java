package io.cosymesh.ca.bundle.configmap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/**
 * The ConfigMap that pods mount the trust bundle from. It is never made here: who may
 * make ConfigMaps may make any.
 */
final class BundleConfigMap {

	static final String KEY = "trust-bundle.json";

	private final KubernetesClient client;

	private final String namespace;

	private final String name;

	BundleConfigMap(KubernetesClient client, String namespace, String name) {
		this.client = client;
		this.namespace = namespace;
		this.name = name;
	}

	String name() {
		return this.name;
	}

	/**
	 * Reads what is in it now.
	 * @return the content, empty if there is no such ConfigMap
	 * @throws KubernetesClientException if the API server doesn't tell
	 */
	Optional<Content> read() {
		return Optional.ofNullable(resource().get())
			.map((map) -> new Content(map.getMetadata().getResourceVersion(),
					Optional.ofNullable(map.getData()).map((data) -> data.get(KEY))));
	}

	/**
	 * Replaces the bundle, unless somebody has changed the ConfigMap since it was read.
	 * @param read what was read
	 * @param bundle the bundle
	 * @throws KubernetesClientException if the API server doesn't take it
	 */
	void replace(Content read, String bundle) {
		ConfigMap change = new ConfigMapBuilder().withNewMetadata()
			.withName(this.name)
			.withNamespace(this.namespace)
			.withResourceVersion(read.version())
			.endMetadata()
			.withData(new LinkedHashMap<>(Map.of(KEY, bundle)))
			.build();
		resource().patch(new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build(),
				this.client.getKubernetesSerialization().asJson(change));
	}

	/**
	 * Tells whether the CA may do something to it.
	 * @throws KubernetesClientException if the API server doesn't answer
	 */
	boolean permits(String verb) {
		SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder().withNewSpec()
			.withNewResourceAttributes()
			.withNamespace(this.namespace)
			.withResource("configmaps")
			.withName(this.name)
			.withVerb(verb)
			.endResourceAttributes()
			.endSpec()
			.build();
		SelfSubjectAccessReview answer = this.client.authorization().v1().selfSubjectAccessReview().create(question);
		return answer != null && answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
	}

	private Resource<ConfigMap> resource() {
		return this.client.configMaps().inNamespace(this.namespace).withName(this.name);
	}

	/**
	 * What was read.
	 *
	 * @param version Kubernetes' version of the ConfigMap
	 * @param bundle the bundle in it, if there is one
	 */
	record Content(String version, Optional<String> bundle) {
	}

}

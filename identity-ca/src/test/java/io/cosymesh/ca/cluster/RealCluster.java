package io.cosymesh.ca.cluster;

import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.BoundObjectReference;
import io.fabric8.kubernetes.api.model.authentication.BoundObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

import io.cosymesh.ca.TestSettings;
import io.cosymesh.identity.WorkloadName;

/**
 * A namespace of its own in the cluster that {@code KUBECONFIG} points to, where tests of
 * the attestor meet a real API server. It needs no node: nothing has to run. Without
 * {@code KUBECONFIG} such tests are left out, unless {@code -Dcosymesh.cluster=required}.
 */
public final class RealCluster implements AutoCloseable {

	private final KubernetesClient admin;

	private final String namespace = "cosymesh-it-" + UUID.randomUUID().toString().substring(0, 8);

	private final Path directory;

	private RealCluster(Config config, Path directory) throws Exception {
		this.admin = new KubernetesClientBuilder().withConfig(config).build();
		this.directory = directory;
		label(Map.of("cosymesh.io/identity", "enabled"));
		for (String account : List.of("identity-ca", "backend-api", "operator")) {
			this.admin.serviceAccounts()
				.resource(new ServiceAccountBuilder().withNewMetadata()
					.withNamespace(this.namespace)
					.withName(account)
					.endMetadata()
					.build())
				.create();
		}
		permit();
		Files.writeString(directory.resolve("ca.crt"), authority(config));
		Files.writeString(directory.resolve("token"), token("identity-ca", null));
	}

	public static RealCluster start(Path directory) throws Exception {
		String kubeconfig = System.getenv("KUBECONFIG");
		if (kubeconfig == null || kubeconfig.isBlank()) {
			if ("required".equals(System.getProperty("cosymesh.cluster"))) {
				throw new AssertionError("No KUBECONFIG names a cluster");
			}
			Assumptions.abort("No KUBECONFIG names a cluster");
		}
		return new RealCluster(Config.fromKubeconfig(new File(kubeconfig)), directory);
	}

	public WorkloadName self() {
		return workload("identity-ca");
	}

	public WorkloadName workload(String serviceAccount) {
		return new WorkloadName(TestSettings.DOMAIN, this.namespace, serviceAccount);
	}

	public KubernetesClient admin() {
		return this.admin;
	}

	public String namespace() {
		return this.namespace;
	}

	/** Makes the CA's own way to the API server. */
	public ClusterSettings settings() {
		return new ClusterSettings(URI.create(this.admin.getMasterUrl().toString()), this.directory.resolve("ca.crt"),
				this.directory.resolve("token"), Duration.ofSeconds(10));
	}

	/** Makes a pod, which no node has to run. */
	public Pod run(String serviceAccount) {
		return this.admin.pods()
			.resource(new PodBuilder().withNewMetadata()
				.withNamespace(this.namespace)
				.withName(serviceAccount + "-" + UUID.randomUUID().toString().substring(0, 5))
				.endMetadata()
				.withNewSpec()
				.withServiceAccountName(serviceAccount)
				.withAutomountServiceAccountToken(false)
				.addNewContainer()
				.withName(serviceAccount)
				.withImage("cosymesh.invalid/" + serviceAccount + ":none")
				.endContainer()
				.endSpec()
				.build())
			.create();
	}

	public void delete(Pod pod) {
		this.admin.pods().resource(pod).withGracePeriod(0).delete();
	}

	/** Asks for a token, of a pod if there is one. */
	public String token(String serviceAccount, @Nullable Pod pod, String... audiences) {
		BoundObjectReference bound = (pod != null) ? new BoundObjectReferenceBuilder().withApiVersion("v1")
			.withKind("Pod")
			.withName(pod.getMetadata().getName())
			.withUid(pod.getMetadata().getUid())
			.build() : null;
		TokenRequest request = new TokenRequestBuilder().withNewSpec()
			.withAudiences(audiences)
			.withExpirationSeconds(600L)
			.withBoundObjectRef(bound)
			.endSpec()
			.build();
		return this.admin.serviceAccounts()
			.inNamespace(this.namespace)
			.withName(serviceAccount)
			.tokenRequest(request)
			.getStatus()
			.getToken();
	}

	public void label(Map<String, String> labels) {
		this.admin.namespaces()
			.resource(new NamespaceBuilder().withNewMetadata()
				.withName(this.namespace)
				.withLabels(labels)
				.endMetadata()
				.build())
			.createOr((existing) -> this.admin.namespaces()
				.withName(this.namespace)
				.edit((found) -> new NamespaceBuilder(found).editMetadata().withLabels(labels).endMetadata().build()));
	}

	/** Makes a ConfigMap without data, as it is shipped. */
	public void createConfigMap(String name) {
		this.admin.configMaps()
			.resource(new ConfigMapBuilder().withNewMetadata()
				.withNamespace(this.namespace)
				.withName(name)
				.endMetadata()
				.build())
			.create();
	}

	/** Takes away all that the CA may. */
	public void forbid() {
		this.admin.rbac().clusterRoleBindings().withName(this.namespace).delete();
	}

	@Override
	public void close() {
		this.admin.rbac().clusterRoleBindings().withName(this.namespace).delete();
		this.admin.rbac().clusterRoles().withName(this.namespace).delete();
		this.admin.namespaces().withName(this.namespace).delete();
		this.admin.close();
	}

	private void permit() {
		this.admin.rbac()
			.clusterRoles()
			.resource(new ClusterRoleBuilder().withNewMetadata()
				.withName(this.namespace)
				.endMetadata()
				.withRules(rule("authentication.k8s.io", "tokenreviews", "create"), rule("", "namespaces", "get"),
						rule("", "pods", "get"), rule("", "configmaps", "get", "patch"))
				.build())
			.create();
		this.admin.rbac()
			.clusterRoleBindings()
			.resource(new ClusterRoleBindingBuilder().withNewMetadata()
				.withName(this.namespace)
				.endMetadata()
				.withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", this.namespace)
				.addNewSubject("", "ServiceAccount", "identity-ca", this.namespace)
				.build())
			.create();
	}

	private static PolicyRule rule(String group, String resource, String... verbs) {
		return new PolicyRuleBuilder().withApiGroups(group).withResources(resource).withVerbs(verbs).build();
	}

	private static String authority(Config config) throws Exception {
		return (config.getCaCertData() != null)
				? new String(Base64.getDecoder().decode(config.getCaCertData()), StandardCharsets.UTF_8)
				: Files.readString(Path.of(config.getCaCertFile()));
	}

}

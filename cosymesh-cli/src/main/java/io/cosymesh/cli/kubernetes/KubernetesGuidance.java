package io.cosymesh.cli.kubernetes;

import io.cosymesh.cli.stack.Guidance;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.state.ContextOptions;

/**
 * How pods are spoken of.
 *
 * @param kubectl what commands of kubectl begin with
 * @param namespace the namespace of the pods
 * @param options what was typed
 */
record KubernetesGuidance(String kubectl, String namespace, ContextOptions options) implements Guidance {

	@Override
	public String place() {
		return "namespace %s has CosyMesh".formatted(this.namespace);
	}

	@Override
	public String absence() {
		return "there is no Deployment of any of its services";
	}

	@Override
	public String beginning() {
		return "./cosymesh up applies k8s/overlays/local; --kube-namespace and --kube-context name another place";
	}

	@Override
	public String stopped() {
		return "it has no pod";
	}

	@Override
	public String revival(ServiceReport instance) {
		String pod = instance.state().instance();
		String name = instance.service().serviceAccount();
		return (pod != null)
				? "%1$s describe pod %2$s and %1$s logs %2$s --previous say why; it is tried again by itself"
					.formatted(this.kubectl, pod)
				: "%1$s describe deployment %2$s says why; %1$s scale deployment %2$s --replicas 1 brings it back if it was scaled to none"
					.formatted(this.kubectl, name);
	}

	@Override
	public String running(ServiceReport instance) {
		Integer restarts = instance.state().restarts();
		return "pod %s%s".formatted(instance.state().instance(),
				(restarts != null && restarts > 0) ? ", restarted %d times".formatted(restarts) : "");
	}

	@Override
	public String awakening(ServiceReport instance) {
		return "it starts or hangs: %1$s logs %2$s; %1$s delete pod %2$s has another take its place"
			.formatted(this.kubectl, instance.state().instance());
	}

	@Override
	public String operatorIdentity() {
		return "identity-ca has to run, to accept tokens of ServiceAccount operator (cosymesh.ca.attestation.kubernetes.unbound),"
				+ " and namespace %s to have the label that it asks for: docs/deploy-kubernetes.md"
					.formatted(this.namespace);
	}

	@Override
	public String trustBundle() {
		return "identity-ca puts it into ConfigMap cosymesh-trust-bundle when it starts: %s rollout restart deployment identity-ca"
			.formatted(this.kubectl);
	}

	@Override
	public String apiKey() {
		return "/run/cosymesh/secrets/api-key of the gateway's pod, from Secret webui-service-secrets if there is one,";
	}

	@Override
	public String wayToGateway() {
		return "The URL works while this runs: %s port-forward service/webui-service 8443:443".formatted(this.kubectl);
	}

	@Override
	public String wording(String text) {
		return this.options.wording(text);
	}

}

package io.cosymesh.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.certmanager.api.model.v1.Issuer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import tools.jackson.databind.JsonNode;

/**
 * Reads each object as what it says it is, as an API server would with strict validation:
 * a field that its kind doesn't have is a fault, and so is a kind that isn't expected.
 */
final class StrictSchema {

	private static final Map<String, Class<?>> KINDS = Map.ofEntries(Map.entry("v1 Namespace", Namespace.class),
			Map.entry("v1 ServiceAccount", ServiceAccount.class), Map.entry("v1 Service", Service.class),
			Map.entry("v1 ConfigMap", ConfigMap.class), Map.entry("v1 Secret", Secret.class),
			Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
			Map.entry("apps/v1 Deployment", Deployment.class),
			Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
			Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
			Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
			Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
			Map.entry("rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class),
			Map.entry("rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class),
			Map.entry("rbac.authorization.k8s.io/v1 Role", Role.class),
			Map.entry("rbac.authorization.k8s.io/v1 RoleBinding", RoleBinding.class),
			Map.entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
			Map.entry("gateway.networking.k8s.io/v1alpha2 TLSRoute", TLSRoute.class),
			Map.entry("monitoring.coreos.com/v1 PodMonitor", PodMonitor.class),
			Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
			Map.entry("cert-manager.io/v1 Issuer", Issuer.class),
			Map.entry("cert-manager.io/v1 Certificate", Certificate.class));

	// The models take whatever they don't know into a map; here it is refused.
	private static final ObjectMapper STRICT = new ObjectMapper()
		.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
			@Override
			public Boolean hasAnySetter(Annotated member) {
				return Boolean.FALSE;
			}
		})
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

	private StrictSchema() {
	}

	static List<String> faults(Manifests manifests) {
		List<String> faults = new ArrayList<>();
		for (JsonNode document : manifests.documents()) {
			String kind = document.path("apiVersion").asString("") + " " + document.path("kind").asString("");
			Class<?> model = KINDS.get(kind);
			if (model == null) {
				faults.add("%s: nobody expects '%s'".formatted(Manifests.title(document), kind));
				continue;
			}
			try {
				STRICT.readValue(document.toString(), model);
			}
			catch (JsonProcessingException ex) {
				faults.add(Manifests.title(document) + ": " + ex.getOriginalMessage());
			}
		}
		return faults;
	}

}

package io.cosymesh.mesh.authz;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.mesh.audit.AuditAutoConfiguration;
import io.cosymesh.mesh.audit.DecisionCounts;
import io.cosymesh.mesh.policy.MeshPolicyAutoConfiguration;
import io.cosymesh.mesh.policy.PolicySource;
import io.cosymesh.mesh.telemetry.Instance;
import io.cosymesh.mesh.telemetry.TelemetryAutoConfiguration;
import io.cosymesh.mesh.tls.MeshTls;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the routes that tell of a mesh server's policy. Like any other
 * route they want a rule.
 */
@AutoConfiguration(
		after = { AuditAutoConfiguration.class, MeshPolicyAutoConfiguration.class, TelemetryAutoConfiguration.class })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(name = "server.ssl.bundle", havingValue = MeshTls.BUNDLE)
public final class MeshAuthzAutoConfiguration {

	@Bean
	AuthzController authzController(PolicySource policy, SvidSource bundles, WorkloadName self, DecisionCounts counts,
			Instance instance) {
		return new AuthzController(policy, bundles, self, counts, instance);
	}

}

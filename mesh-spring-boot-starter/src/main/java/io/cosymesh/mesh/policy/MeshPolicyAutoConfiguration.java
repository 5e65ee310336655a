package io.cosymesh.mesh.policy;

import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.identity.MeshIdentityAutoConfiguration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of the application's policy: what its configuration says, or a file
 * that may change while it runs.
 */
@AutoConfiguration(after = MeshIdentityAutoConfiguration.class)
@EnableConfigurationProperties(PolicyProperties.class)
public final class MeshPolicyAutoConfiguration {

	@Bean
	PolicyReader policyReader(WorkloadName home, ObjectProvider<PolicyCheck> checks) {
		return new PolicyReader(home, checks.stream().toList());
	}

	@Bean
	PolicySource policySource(PolicyProperties properties, PolicyReader reader, InstantSource clock,
			ObjectProvider<LoadedPolicyFile> file) {
		LoadedPolicyFile loaded = file.getIfAvailable();
		return new PolicySource((loaded != null) ? loaded.policy() : reader.read(properties.text()), clock.instant());
	}

	@Bean
	PolicyReloadReport policyReloadReport() {
		return new PolicyReloadReport();
	}

	@Bean
	PolicyMetrics policyMetrics(PolicySource source, PolicyReloadReport report, ObjectProvider<PolicyReload> reload) {
		return new PolicyMetrics(source, report, reload.getIfAvailable());
	}

	@Bean
	PolicyHealthIndicator policyHealthIndicator(PolicySource source, ObjectProvider<PolicyReload> reload) {
		return new PolicyHealthIndicator(source, reload.getIfAvailable());
	}

	/**
	 * What only a policy file needs.
	 */
	@Configuration(proxyBeanMethods = false)
	@Conditional(OnPolicyFile.class)
	static class MountedPolicy {

		private static final String SCHEDULER = "policyScheduler";

		@Bean
		LoadedPolicyFile loadedPolicyFile(PolicyProperties properties, PolicyReader reader) {
			return LoadedPolicyFile.read(properties.requiredFile(), reader);
		}

		// Nothing else runs on it, so nothing else can hold it up.
		@Bean(name = SCHEDULER, destroyMethod = "shutdownNow", defaultCandidate = false)
		ScheduledExecutorService policyScheduler() {
			return new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("policy-reload").daemon().factory());
		}

		@Bean
		PolicyReload policyReload(LoadedPolicyFile start, PolicyProperties properties, PolicyReader reader,
				PolicySource source, PolicyReloadReport report, InstantSource clock,
				@Qualifier(SCHEDULER) ScheduledExecutorService scheduler) {
			return new PolicyReload(start, reader, source, report, scheduler, properties.reloadInterval(), clock);
		}

	}

}

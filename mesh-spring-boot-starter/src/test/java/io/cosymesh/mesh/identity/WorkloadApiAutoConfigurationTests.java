package io.cosymesh.mesh.identity;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.renewal.SvidRenewer;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.workloadapi.client.SvidWatch;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class WorkloadApiAutoConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(MeshIdentityAutoConfiguration.class, WorkloadApiAutoConfiguration.class))
		.withPropertyValues("cosymesh.identity.service-account=backend-api");

	@TempDir
	Path directory;

	@Test
	void workloadApiThatIsNotThereIsNamedWithWhatToCheck() {
		String socket = "unix://" + this.directory.resolve("agent.sock");
		this.application
			.withPropertyValues("cosymesh.identity.workload-api.socket=" + socket,
					"cosymesh.identity.initial-timeout=300ms")
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new NoSvidFailureAnalyzer(
						new MockEnvironment().withProperty(OnWorkloadApi.PROPERTY, socket))
					.analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("opened no port").contains(socket);
				assertThat(analysis.getAction()).contains(socket)
					.contains("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
			});
	}

	@Test
	void malformedAddressIsRefused() {
		this.application.withPropertyValues("cosymesh.identity.workload-api.socket=/run/agent.sock")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MeshConfigurationException.class)
				.hasMessageContaining("cosymesh.identity.workload-api.socket")
				.hasMessageContaining("unix:///<absolute path>"));
	}

	@Test
	void emptyAddressMeansAnIdentityCa() {
		TestCa ca = TestCa.create();
		this.application.withBean(SvidIssuer.class, () -> ca.issuer("backend-api", Duration.ofHours(1)))
			.withPropertyValues("cosymesh.identity.workload-api.socket=")
			.run((context) -> assertThat(context).hasSingleBean(SvidRenewer.class).doesNotHaveBean(SvidWatch.class));
	}

	@Test
	void applicationThatIssuesItsOwnSvidsAsksNobody() {
		TestCa ca = TestCa.create();
		this.application.withBean(SvidIssuer.class, () -> ca.issuer("backend-api", Duration.ofHours(1)))
			.withPropertyValues("cosymesh.identity.workload-api.socket=unix:///no/such/socket")
			.run((context) -> assertThat(context).hasNotFailed()
				.getBean(SvidKeeper.class)
				.isInstanceOf(SvidRenewer.class));
	}

}

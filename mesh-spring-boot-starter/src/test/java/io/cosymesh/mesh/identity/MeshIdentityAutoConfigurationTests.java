package io.cosymesh.mesh.identity;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class MeshIdentityAutoConfigurationTests {

	private static final String BUNDLE = "cosymesh.identity.trust-bundle=/somewhere/bundle.json";

	private static final String KEY = "cosymesh.identity.attestation.workload-key=/somewhere/key.pem";

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MeshIdentityAutoConfiguration.class))
		.withPropertyValues("cosymesh.identity.service-account=backend-api");

	@Test
	void applicationHasItsSvidOnceStarted() {
		TestCa ca = TestCa.create();
		this.application.withBean(SvidIssuer.class, () -> ca.issuer("backend-api", Duration.ofHours(1)))
			.run((context) -> {
				assertThat(context.getBean(WorkloadName.class))
					.hasToString("spiffe://cosymesh.local/ns/cosymesh/sa/backend-api");
				assertThat(context.getBean(SvidSource.class).current()).isPresent();
			});
	}

	@Test
	void applicationThatIsRefusedAnSvidGivesUpAtOnceAndSaysWhatToCheck() {
		assertGivesUp(IssuanceException.lasting("not registered", null), "60s", "not registered");
	}

	@Test
	void applicationThatCantReachTheCaGivesUpInTime() {
		assertGivesUp(IssuanceException.passing("connection refused", null), "200ms", "No SVID for");
	}

	private void assertGivesUp(IssuanceException failure, String timeout, String reason) {
		SvidIssuer issuer = (csr) -> {
			throw failure;
		};
		this.application.withBean(SvidIssuer.class, () -> issuer)
			.withPropertyValues("cosymesh.identity.initial-timeout=" + timeout)
			.run((context) -> {
				assertThat(context).hasFailed();
				FailureAnalysis analysis = new NoSvidFailureAnalyzer(new MockEnvironment())
					.analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("opened no port").contains(reason);
				assertThat(analysis.getAction()).contains("'backend-api'").contains("trust-bundle");
			});
	}

	@Test
	void missingCaIsNamed() {
		assertRefused("cosymesh.identity.ca:");
	}

	@Test
	void missingTrustBundleIsNamed() {
		withCa().run((context) -> assertRefused(context, "cosymesh.identity.trust-bundle"));
	}

	@Test
	void missingProofIsNamed() {
		withCa().withPropertyValues(BUNDLE)
			.run((context) -> assertRefused(context, "cosymesh.identity.attestation: nothing proves"));
	}

	@Test
	void twoProofsAreRefused() {
		withCa().withPropertyValues(BUNDLE, KEY, "cosymesh.identity.attestation.join-token=/somewhere/token")
			.run((context) -> assertRefused(context, "several proofs"));
	}

	@Test
	void proofThatIsSetToNothingIsNone() {
		withCa().withPropertyValues(BUNDLE, "cosymesh.identity.attestation.workload-key=")
			.run((context) -> assertRefused(context, "cosymesh.identity.attestation: nothing proves"));
	}

	@Test
	void plaintextCaIsRefused() {
		withCa().withPropertyValues(BUNDLE, KEY, "cosymesh.identity.ca.url=http://localhost:9440")
			.run((context) -> assertRefused(context, "cosymesh.identity.ca:"));
	}

	@Test
	void trustDomainWithUnderscoreIsRefused() {
		assertRefused("my_domain", "cosymesh.identity.trust-domain=my_domain");
	}

	private ApplicationContextRunner withCa() {
		return this.application.withPropertyValues("cosymesh.identity.ca.url=https://localhost:9440",
				"cosymesh.identity.ca.attestation-url=https://localhost:9441");
	}

	private void assertRefused(String what, String... properties) {
		this.application.withPropertyValues(properties).run((context) -> assertRefused(context, what));
	}

	private static void assertRefused(AssertableApplicationContext context, String what) {
		assertThat(context).getFailure()
			.rootCause()
			.isInstanceOf(MeshConfigurationException.class)
			.hasMessageContaining(what);
	}

}

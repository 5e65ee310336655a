package io.cosymesh.workloadapi.server;

import java.nio.file.Path;
import java.util.Map;

import io.grpc.Status;
import io.spiffe.workloadapi.grpc.Workload.X509BundlesResponse;
import io.spiffe.workloadapi.grpc.Workload.X509SVIDResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.test.TestCa;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the X.509 profile says of bundles, spoken to by a plain gRPC client.
 */
class X509ProfileIT {

	@TempDir
	Path directory;

	private ServedWorkload workload;

	@BeforeEach
	void serve() {
		this.workload = ServedWorkload.start(this.directory);
		this.workload.renew();
	}

	@AfterEach
	void stop() {
		this.workload.close();
	}

	@Test
	void bundlesAreKeyedByTheIdOfTheirTrustDomain() throws Exception {
		X509BundlesResponse bundles = Answers.bundles(this.workload.channel()).next();
		assertThat(bundles.getBundlesMap()).containsOnlyKeys("spiffe://cosymesh.local");
		assertThat(Messages.certificates(bundles.getBundlesOrThrow("spiffe://cosymesh.local")))
			.containsExactly(this.workload.ca().root());
	}

	@Test
	void federatedBundlesArriveOnOpenStreamsAndLeaveThem() throws Exception {
		Answers<X509SVIDResponse> svids = Answers.svids(this.workload.channel());
		Answers<X509BundlesResponse> bundles = Answers.bundles(this.workload.channel());
		svids.next();
		bundles.next();
		TestCa partner = TestCa.create("partner.example", this.workload.clock());
		this.workload.source().learn(partner.bundle());
		X509SVIDResponse withPartner = svids.next();
		Messages.assertComplete(withPartner);
		assertThat(withPartner.getFederatedBundlesMap()).containsOnlyKeys("spiffe://partner.example");
		assertThat(Messages.certificates(withPartner.getFederatedBundlesOrThrow("spiffe://partner.example")))
			.containsExactly(partner.root());
		assertThat(bundles.next().getBundlesMap()).containsOnlyKeys("spiffe://cosymesh.local",
				"spiffe://partner.example");
		this.workload.source().learn(Map.of());
		assertThat(svids.next().getFederatedBundlesMap()).isEmpty();
	}

	@Test
	void streamsAreToldWhenTheServerStops() throws Exception {
		Answers<X509SVIDResponse> open = Answers.svids(this.workload.channel());
		open.next();
		this.workload.stopServer();
		assertThat(open.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
		assertThat(this.directory).isEmptyDirectory();
	}

}

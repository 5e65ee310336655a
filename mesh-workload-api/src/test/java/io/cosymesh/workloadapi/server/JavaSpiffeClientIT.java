package io.cosymesh.workloadapi.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.spiffe.bundle.jwtbundle.JwtBundle;
import io.spiffe.spiffeid.TrustDomain;
import io.spiffe.svid.jwtsvid.JwtSvid;
import io.spiffe.workloadapi.DefaultJwtSource;
import io.spiffe.workloadapi.DefaultWorkloadApiClient;
import io.spiffe.workloadapi.DefaultX509Source;
import io.spiffe.workloadapi.JwtSource;
import io.spiffe.workloadapi.JwtSourceOptions;
import io.spiffe.workloadapi.Watcher;
import io.spiffe.workloadapi.WorkloadApiClient;
import io.spiffe.workloadapi.X509Context;
import io.spiffe.workloadapi.X509Source;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What java-spiffe's own client makes of the server.
 */
@EnabledOnOs(OS.LINUX)
class JavaSpiffeClientIT {

	private static final TrustDomain TRUST_DOMAIN = TrustDomain.parse("cosymesh.local");

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
	void x509SourceFollowsTwoRotations() throws Exception {
		DefaultX509Source.X509SourceOptions options = DefaultX509Source.X509SourceOptions.builder()
			.spiffeSocketPath(this.workload.address())
			.initTimeout(Duration.ofSeconds(20))
			.build();
		try (X509Source source = DefaultX509Source.newSource(options)) {
			assertThat(source.getX509Svid().getSpiffeId()).isEqualTo(this.workload.source().self());
			assertThat(source.getBundleForTrustDomain(TRUST_DOMAIN).getX509Authorities())
				.containsExactly(this.workload.ca().root());
			for (int rotation = 0; rotation < 2; rotation++) {
				String serial = this.workload.renew().serial();
				Awaitility.await()
					.until(() -> source.getX509Svid().getLeaf().getSerialNumber().toString(16).equals(serial));
			}
		}
	}

	@Test
	void watcherHearsOfEveryRotation() throws Exception {
		List<X509Context> heard = new CopyOnWriteArrayList<>();
		try (WorkloadApiClient client = client()) {
			client.watchX509Context(new Watcher<>() {

				@Override
				public void onUpdate(X509Context update) {
					heard.add(update);
				}

				@Override
				public void onError(Throwable error) {
				}

			});
			Awaitility.await().until(() -> heard.size() == 1);
			this.workload.renew();
			Awaitility.await().until(() -> heard.size() == 2);
			this.workload.renew();
			Awaitility.await().until(() -> heard.size() == 3);
		}
		assertThat(heard).extracting((context) -> context.getDefaultSvid().getLeaf()).doesNotHaveDuplicates();
	}

	@Test
	void jwtSourceFetchesAndItsBundleVerifies() throws Exception {
		JwtSourceOptions options = JwtSourceOptions.builder().spiffeSocketPath(this.workload.address()).build();
		try (JwtSource source = DefaultJwtSource.newSource(options)) {
			JwtSvid svid = source.fetchJwtSvid("db");
			assertThat(svid.getSpiffeId()).isEqualTo(this.workload.source().self());
			JwtBundle bundle = source.getBundleForTrustDomain(TRUST_DOMAIN);
			JwtSvid parsed = JwtSvid.parseAndValidate(svid.getToken(), bundle, java.util.Set.of("db"));
			assertThat(parsed.getSpiffeId()).isEqualTo(svid.getSpiffeId());
		}
	}

	@Test
	void serverValidatesForTheClient() throws Exception {
		try (WorkloadApiClient client = client()) {
			String token = client.fetchJwtSvid("db").getToken();
			assertThat(client.validateJwtSvid(token, "db").getSpiffeId()).isEqualTo(this.workload.source().self());
			assertThatExceptionOfType(io.spiffe.exception.JwtSvidException.class)
				.isThrownBy(() -> client.validateJwtSvid(token, "another"));
			assertThat(client.fetchX509Bundles().getBundleForTrustDomain(TRUST_DOMAIN).getX509Authorities()).hasSize(1);
			assertThat(client.fetchJwtBundles().getBundleForTrustDomain(TRUST_DOMAIN).getJwtAuthorities())
				.containsOnlyKeys("jwt-1");
		}
	}

	private WorkloadApiClient client() throws Exception {
		return DefaultWorkloadApiClient.newClient(
				DefaultWorkloadApiClient.ClientOptions.builder().spiffeSocketPath(this.workload.address()).build());
	}

}
